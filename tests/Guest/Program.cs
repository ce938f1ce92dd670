using Culvert.Guest;

// In the image's root in place of culvert, as the first process: what the kernel's command line asks for. With the name of an
// agent it is the same program again, beside a culvert that took its place.
if (args is [var agent]) return Agent.Run(agent);
Machine.SetUp();
string wanted = File.ReadAllText("/proc/cmdline");
foreach (string name in Agent.Names)
{
    if (wanted.Contains($"guest={name}", StringComparison.Ordinal)) Agent.StartBesideCulvert(name);
}

ContractRun.Run();
Machine.Stop();
return 0;
