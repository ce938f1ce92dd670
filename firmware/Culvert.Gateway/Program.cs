using Culvert.Gateway.Cli;
using Culvert.Hal.Linux;

// The console installs handlers of its own: what the parent left ignored must be settled before it is touched.
if (args is ["run", ..]) LinuxSignals.StopIgnoring();
return CommandLine.Run(args, Console.Out, Console.Error);
