using Culvert.Gateway.Boot;
using Culvert.Gateway.Cli;
using Culvert.Gateway.Network;
using Culvert.Hal.Linux;

if (ImageHost.IsWanted) return ImageHost.Run();
if (DhcpHook.IsCalled(args)) return DhcpHook.Run(args[0]);
if (args is [DhcpServant.Verb, ..]) return DhcpServant.Run(args);
// The console installs handlers of its own: what the parent left ignored must be settled before it is touched.
if (args is ["run", ..]) LinuxSignals.StopIgnoring();
return CommandLine.Run(args, Console.Out, Console.Error);
