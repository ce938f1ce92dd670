# Culvert: `make demo` shows it, `make test` tests it. Needs a Debian machine with the .NET 10 SDK; what else is missing is
# named or fetched. Nothing is installed without a question, nothing outlives a command.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

ifeq ($(shell uname -m),aarch64)
RUNTIME := linux-arm64
else
RUNTIME := linux-x64
endif
TRIPLE_linux-x64 := x86_64-linux-gnu
TRIPLE_linux-arm64 := aarch64-linux-gnu
# The same sources make the same binary in every checkout: nothing in it says where it was built.
ANYWHERE := -p:PathMap=$(CURDIR)=/culvert
CULVERT := artifacts/$(RUNTIME)/culvert
PROPERTIES := Directory.Build.props Directory.Packages.props global.json
SOURCES := $(shell find firmware hal board -type f -not -path '*/bin/*' -not -path '*/obj/*' -not -name image.json -not -name config.txt) $(PROPERTIES)
# The commit that a binary names: the last that changed what it is made of, so that a later one makes the same binary.
COMMIT := $(shell git log -1 --format=%H -- firmware hal board $(PROPERTIES) ':!*/image.json' ':!*/config.txt' 2>/dev/null)

# The far end of the demo: culvert or strongswan. KEEP=1 leaves the laboratory up to look around. CONSOLE=1 configures the
# box on its serial console.
PEER ?= culvert
KEEP ?=
CONSOLE ?=

# The board that an image is for.
BOARD ?=

# How often each thing is measured, and what: a regular expression on "subject: measure", empty for all.
ROUNDS ?=
ONLY ?=

# How much to fuzz, and from where; empty as the program has it.
COUNT ?=
SEED ?=
THREADS ?=

help: ## this list
	@sed -nE 's/^([a-z0-9-]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 20

build: ## every project, without a warning
	@echo "building every project: a few minutes the first time"
	@dotnet build Appliance.sln -nologo -v quiet

publish: artifacts/linux-x64/culvert artifacts/linux-arm64/culvert ## the native binary for both processors

artifacts/commit: FORCE
	@mkdir -p $(@D)
	@echo $(COMMIT) | cmp -s - $@ || echo $(COMMIT) > $@

artifacts/%/culvert: $(SOURCES) artifacts/commit
	@tests/Lab/prerequisites $*
	@echo "compiling culvert for $* to native code: a few minutes the first time"
	@dotnet publish firmware/Culvert.Gateway -c Release -r $* -o artifacts/publish/$* -p:StripSymbols=false -p:SourceRevisionId=$(COMMIT) $(ANYWHERE) -nologo -v quiet
	@mkdir -p $(@D)
	@$(TRIPLE_$*)-objcopy --only-keep-debug artifacts/publish/$*/culvert $@.dbg
	@$(TRIPLE_$*)-objcopy --strip-all --remove-section=.note.gnu.build-id artifacts/publish/$*/culvert $@

test: build $(CULVERT) ## all tests; the last line counts them
	@tests/Lab/fetch peers
	@tests/run

test-unit: build ## the tests that need no laboratory
	@tests/run unit

test-vm: $(CULVERT) ## against a Linux kernel's ESP, in a virtual machine; the last line counts them
	@tests/Lab/fetch vm
	@dotnet build tests/Interop -nologo -v quiet -clp:NoSummary
	@tests/run vm

image: $(if $(BOARD),artifacts/linux-arm64/culvert) ## the SD card's image for a board: BOARD=rpi4, cm4-dual or qemu-virt
	@tests/Lab/prerequisites linux-arm64 boot-loader
	@tests/Lab/fetch image
	@dotnet build images/Builder -nologo -v quiet -clp:NoSummary
	@dotnet images/Builder/bin/Debug/net10.0/Culvert.Images.dll $(BOARD)

reproduce: ## a board's image once more, all of it compiled in another directory: every file must be the same (BOARD=…)
	@$(MAKE) image BOARD=$(BOARD)
	@images/reproduce $(BOARD)

# A program of the tests that runs in the image.
artifacts/guest/guest: $(shell find tests/Guest tests/HalContract -type f -not -path '*/bin/*' -not -path '*/obj/*') $(SOURCES)
	@tests/Lab/prerequisites linux-arm64
	@dotnet publish tests/Guest -c Release -r linux-arm64 -o artifacts/publish/guest -p:ObjCopyName=$(TRIPLE_linux-arm64)-objcopy -nologo -v quiet
	@install -D artifacts/publish/guest/guest $@

test-image: artifacts/guest/guest ## the bootable image in QEMU; the last line counts them
	@$(MAKE) image BOARD=qemu-virt
	@tests/Lab/fetch peers
	@dotnet build tests/Image -nologo -v quiet -clp:NoSummary
	@tests/run image

soak: ## the image compiled again in another directory, and its power cut a hundred times
	@$(MAKE) image BOARD=qemu-virt
	@tests/Lab/fetch peers
	@dotnet build tests/Image -nologo -v quiet -clp:NoSummary
	@images/reproduce qemu-virt
	@POWER_CUTS=100 DOTNET_EnableDiagnostics=0 dotnet tests/Image/bin/Debug/net10.0/Culvert.Image.Tests.dll -noColor -noLogo -class '*PowerCutTests'

run-qemu: ## the box in QEMU: this terminal is its serial line, AWS is behind its WAN
	@$(MAKE) image BOARD=qemu-virt
	@tests/Lab/fetch peers
	@dotnet build tests/Demo -nologo -v quiet -clp:NoSummary
	@DOTNET_EnableDiagnostics=0 BOX=1 dotnet tests/Demo/bin/Debug/net10.0/Culvert.Demo.dll

demo: $(CULVERT) ## a branch box meets AWS (PEER=strongswan, KEEP=1, CONSOLE=1)
	@tests/Lab/fetch $(if $(filter strongswan,$(PEER)),peers,tools)
	@dotnet build tests/Demo -nologo -v quiet -clp:NoSummary
	@DOTNET_EnableDiagnostics=0 PEER=$(PEER) KEEP=$(KEEP) CONSOLE=$(CONSOLE) dotnet tests/Demo/bin/Debug/net10.0/Culvert.Demo.dll

bench: $(CULVERT) ## throughput, delays, CPU and memory, beside strongSwan and wireguard-go (ROUNDS=3, ONLY=…)
	@tests/Lab/fetch bench
	@dotnet build tests/Bench -c Release -nologo -v quiet -clp:NoSummary
	@ROUNDS=$(ROUNDS) ONLY='$(ONLY)' DOTNET_EnableDiagnostics=0 dotnet tests/Bench/bin/Release/net10.0/Culvert.Bench.dll

bench-boot: ## start, RAM and size of the image in QEMU, beside a Debian with strongSwan
	@$(MAKE) image BOARD=qemu-virt
	@tests/Lab/fetch peers
	@dotnet build tests/Bench -c Release -nologo -v quiet -clp:NoSummary
	@DOTNET_EnableDiagnostics=0 dotnet tests/Bench/bin/Release/net10.0/Culvert.Bench.dll boot

bench-crypto: ## AES-GCM and ChaCha20-Poly1305 for one packet, by the processor and by libcrypto
	@dotnet build tests/Bench -c Release -nologo -v quiet -clp:NoSummary
	@DOTNET_TieredCompilation=0 dotnet tests/Bench/bin/Release/net10.0/Culvert.Bench.dll crypto

bench-micro: ## each step of a packet alone: sealing, opening, cutting, coalescing, checksums, checks (ONLY='*Esp*')
	@dotnet build tests/Micro -c Release -nologo -v quiet -clp:NoSummary
	@dotnet tests/Micro/bin/Release/net10.0/Culvert.Micro.dll --filter '$(or $(ONLY),*)'

# A program that counts in the product's place.
artifacts/instructions/instructions: $(shell find tests/Instructions tests/Workloads tests/Testing -type f -not -path '*/bin/*' -not -path '*/obj/*') $(SOURCES)
	@tests/Lab/prerequisites linux-arm64
	@dotnet publish tests/Instructions -c Release -r linux-arm64 -o artifacts/publish/instructions -p:ObjCopyName=$(TRIPLE_linux-arm64)-objcopy -nologo -v quiet
	@install -D artifacts/publish/instructions/instructions $@

bench-arm64: artifacts/instructions/instructions ## instructions that a packet takes on the boards' processors, emulated
	@tests/Lab/fetch image
	@dotnet build tests/Bench -c Release -nologo -v quiet -clp:NoSummary
	@DOTNET_EnableDiagnostics=0 dotnet tests/Bench/bin/Release/net10.0/Culvert.Bench.dll arm64

fuzz: ## damaged datagrams against IKE and ESP (COUNT=100000000, SEED=1)
	@dotnet build tests/Fuzz -c Release -nologo -v quiet -clp:NoSummary
	@COUNT=$(COUNT) SEED=$(SEED) THREADS=$(THREADS) dotnet tests/Fuzz/bin/Release/net10.0/Culvert.Fuzz.dll

format: ## rewrite the sources as .editorconfig says
	dotnet format whitespace Appliance.sln
	dotnet format style Appliance.sln

clean: ## everything built; the fetched peers stay
	rm -rf artifacts
	find firmware hal images tests -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +

.PHONY: FORCE help build publish image reproduce test test-unit test-vm test-image soak run-qemu demo bench bench-boot bench-crypto bench-micro bench-arm64 fuzz format clean
