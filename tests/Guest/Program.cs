using Culvert.Guest;

// In the image's root in place of culvert, as the first process: what the file beside it asks for. With the name of an agent it
// is the same program again, beside a culvert that took its place.
if (args is [var agent]) return Agent.Run(agent);
string wanted = File.ReadAllText("/guest");
// Without its first process a kernel panics.
if (wanted == "end") return 0;
if (Agent.Names.Contains(wanted)) Agent.StartBesideCulvert(wanted);
Machine.SetUp();
ContractRun.Run();
Machine.Stop();
return 0;
