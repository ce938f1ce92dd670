using Culvert.Gateway.Cli;

return CommandLine.Run(args, Console.Out, Console.Error);
