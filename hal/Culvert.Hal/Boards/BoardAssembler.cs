using System.Globalization;
using Culvert.Hal.Gpio;
using Culvert.Hal.Nics;

namespace Culvert.Hal.Boards;

/// <summary>Judges the bound options and makes the board of what is right: all problems at once.</summary>
internal sealed class BoardAssembler(BoardOptions options, string source)
{
    // Lines that a chip can have; the driver knows how many this one has.
    private const int LastLine = 1023;

    private readonly BoardProblems _problems = new(source);
    private readonly Dictionary<string, Pin> _pins = [];

    // Which tunnels LEDs say to stand for, also those that are left out for another reason.
    private readonly List<int> _numbers = [];
    private bool _isNumberLost;

    // By pin, who has it.
    private readonly Dictionary<IPin, string> _taken = [];

    public BoardResult Assemble(IEnumerable<string> unknownKeys)
    {
        foreach (string unknown in unknownKeys) _problems.Add(unknown);
        if (string.IsNullOrWhiteSpace(options.Name)) _problems.Add("'name' is missing");
        bool hasPins = options.Gpio.Pins.Count > 0;
        GpioDriverKind? driver = hasPins || options.Gpio.Driver is not null ? _problems.Word<GpioDriverKind>(options.Gpio.Driver, "gpio.driver") : null;
        foreach ((string name, string? line) in options.Gpio.Pins)
        {
            if (_problems.Number(line, $"gpio.pins.{name}", 0, LastLine, "a line number") is not { } number) continue;
            if (_pins.Values.FirstOrDefault(pin => pin.Line == number) is { } same) _problems.Add($"'gpio.pins.{name}': line {number} is pin {same.Name} already");
            else _pins[name] = new Pin(name, number);
        }

        // Parts that name a pin would each complain of the one mistake that took all pins away.
        bool usable = driver is not null || !hasPins;
        var board = new BoardDescription(string.IsNullOrWhiteSpace(options.Name) ? source : options.Name)
        {
            Description = options.Description ?? "",
            Gpio = new GpioDescription(driver ?? GpioDriverKind.Simulated, options.Gpio.Chip, [.. _pins.Values]),
            Leds = usable ? [.. Numbered(Read(options.Leds, ReadLed)).OrderBy(led => led.Role).ThenBy(led => led.Tunnel)] : [],
            Buttons = usable ? [.. Read(options.Buttons, ReadButton)] : [],
            Nics = ReadNics(),
            Serial = options.Serial is { } serial ? ReadSerial(serial) : null,
            Watchdog = options.Watchdog is { } watchdog ? ReadWatchdog(watchdog) : null,
        };
        return new BoardResult(board, _problems.All);
    }

    private static IEnumerable<TPart> Read<TOptions, TPart>(Dictionary<string, TOptions> parts, Func<string, TOptions, TPart?> read)
        where TPart : class => parts.Select(part => read(part.Key, part.Value)).OfType<TPart>();

    private LedDescription? ReadLed(string name, LedOptions led)
    {
        LedRole? role = _problems.Word<LedRole>(led.Role, $"leds.{name}.role");
        int? tunnel = role == LedRole.Tunnel ? _problems.Number(led.Tunnel, $"leds.{name}.tunnel", 1, 1000, "which tunnel, counted from 1") : 0;
        if (role == LedRole.Tunnel && tunnel is { } number) _numbers.Add(number);
        else _isNumberLost |= role != LedRole.Status;
        bool? activeLow = _problems.Flag(led.ActiveLow, $"leds.{name}.activeLow");
        LedSource? ledSource = ReadLedSource(name, led);
        if (role is null || tunnel is null || activeLow is null || ledSource is null || !Take($"LED {name}", ledSource.Pins)) return null;
        return new LedDescription(name, ledSource, role.Value, tunnel.Value, activeLow.Value);
    }

    private LedSource? ReadLedSource(string name, LedOptions led)
    {
        switch (led)
        {
            case { Pin: { } pin, Pins: null, Sysfs: null }:
                return FindPin(pin, $"leds.{name}.pin") is { } one ? new LedSource.OnePin(one) : null;
            case { Pin: null, Pins: { } pins, Sysfs: null }:
                Pin? green = FindPin(pins.Green, $"leds.{name}.pins.green");
                Pin? red = FindPin(pins.Red, $"leds.{name}.pins.red");
                if (green is not null && green == red) _problems.Add($"'leds.{name}.pins': green and red are the same pin");
                else if (green is not null && red is not null) return new LedSource.TwoPins(green, red);
                return null;
            case { Pin: null, Pins: null, Sysfs: { } kernel }:
                if (led.ActiveLow is not null) _problems.Add($"'leds.{name}.activeLow': the kernel's driver knows which way a sysfs LED is lit; leave it out");
                // It becomes part of a path.
                if (kernel.Length > 0 && kernel[0] != '.' && !kernel.Contains('/', StringComparison.Ordinal)) return new LedSource.OfKernel(kernel);
                _problems.Add($"'leds.{name}.sysfs': '{kernel}' is not a name in /sys/class/leds");
                return null;
            default:
                _problems.Add($"'leds.{name}' needs one of: pin, pins, sysfs");
                return null;
        }
    }

    // Every tunnel that an LED stands for is counted from 1, so that LED and tunnel can be told to belong together.
    private List<LedDescription> Numbered(IEnumerable<LedDescription> leds)
    {
        List<LedDescription> kept = [];
        foreach (LedDescription led in leds.ToList())
        {
            if (IsGapBefore(led.Tunnel, out int missing))
                _problems.Add($"'leds.{led.Name}.tunnel': {led.Tunnel}, but no LED has {missing}; count from 1 and leave none out");
            else if (kept.Find(other => other.Role == led.Role && other.Tunnel == led.Tunnel) is not { } first)
                kept.Add(led);
            else if (led.Role == LedRole.Tunnel)
                _problems.Add($"'leds.{led.Name}.tunnel': LED {first.Name} has {led.Tunnel} already");
            else
                _problems.Add($"'leds.{led.Name}.role': LED {first.Name} is the status LED already");
        }

        return kept;
    }

    // A number that could not be read may be the one that is missing.
    private bool IsGapBefore(int tunnel, out int missing)
    {
        missing = 1;
        while (_numbers.Contains(missing)) missing++;
        return missing < tunnel && !_isNumberLost;
    }

    private ButtonDescription? ReadButton(string name, ButtonOptions button)
    {
        ButtonRole? role = _problems.Word<ButtonRole>(button.Role, $"buttons.{name}.role");
        bool? activeLow = _problems.Flag(button.ActiveLow, $"buttons.{name}.activeLow");
        ResistorMode? resistor = _problems.Word<ResistorMode>(button.Resistor ?? nameof(ResistorMode.Disabled), $"buttons.{name}.resistor");
        Pin? pin = FindPin(button.Pin, $"buttons.{name}.pin");
        if (role is null || activeLow is null || resistor is null || pin is null || !Take($"button {name}", [pin])) return null;
        return new ButtonDescription(name, pin, role.Value, activeLow.Value, resistor.Value);
    }

    private Dictionary<NicRole, NicMatch> ReadNics()
    {
        Dictionary<NicRole, NicMatch> nics = [];
        foreach ((string name, NicOptions nic) in options.Nics)
        {
            // An unknown role has been said as an unknown key.
            if (!Enum.TryParse(name, ignoreCase: true, out NicRole role)) continue;
            if (nic is { Path: null, Driver: null, Mac: null }) _problems.Add($"'nics.{name}' needs at least one of: path, driver, mac");
            else nics[role] = new NicMatch(nic.Path?.Trim('/'), nic.Driver, nic.Mac);
        }

        return nics;
    }

    private SerialDescription? ReadSerial(SerialOptions serial)
    {
        string? device = ReadDevice(serial.Device, "serial.device");
        int? baud = _problems.Number(serial.Baud ?? "115200", "serial.baud", 1200, 4_000_000, "a number of bits per second");
        return device is not null && baud is { } speed ? new SerialDescription(device, speed) : null;
    }

    private WatchdogDescription? ReadWatchdog(WatchdogOptions watchdog)
    {
        string? device = ReadDevice(watchdog.Device, "watchdog.device");
        string timeout = watchdog.Timeout ?? "15s";
        int? seconds = timeout.EndsWith('s') && int.TryParse(timeout.AsSpan()[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number is >= 1 and <= 3600 ? number : null;
        if (seconds is null) _problems.Add($"'watchdog.timeout': '{timeout}' is not a number of seconds such as 15s");
        return device is not null && seconds is { } span ? new WatchdogDescription(device, TimeSpan.FromSeconds(span)) : null;
    }

    private string? ReadDevice(string? device, string path)
    {
        if (device?.StartsWith("/dev/", StringComparison.Ordinal) == true) return device;
        _problems.Add(device is null ? $"'{path}' is missing" : $"'{path}': '{device}' is not below /dev");
        return null;
    }

    private Pin? FindPin(string? name, string path)
    {
        if (name is null) _problems.Add($"'{path}' is missing");
        else if (_pins.TryGetValue(name, out Pin? pin)) return pin;
        else if (!options.Gpio.Pins.ContainsKey(name)) _problems.Add($"'{path}': no pin '{name}' in 'gpio.pins'");
        return null;
    }

    // The first to name a pin has it.
    private bool Take(string who, IReadOnlyList<IPin> pins)
    {
        if (pins.FirstOrDefault(_taken.ContainsKey) is { } taken)
        {
            _problems.Add($"{who} cannot have pin {taken.Name}: {_taken[taken]} has it");
            return false;
        }

        foreach (IPin pin in pins) _taken[pin] = who;
        return true;
    }
}
