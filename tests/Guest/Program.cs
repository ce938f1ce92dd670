using Culvert.Guest;

// In the image's root in place of culvert, as the first process: what the kernel's command line asks for. "agent" is the same
// program again, beside a culvert that took its place.
if (args is ["agent"]) return Agent.Run();
Machine.SetUp();
if (File.ReadAllText("/proc/cmdline").Contains("guest=hang", StringComparison.Ordinal)) Agent.StartBesideCulvert();
ContractRun.Run();
Machine.Stop();
return 0;
