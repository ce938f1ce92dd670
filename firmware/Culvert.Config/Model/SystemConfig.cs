namespace Culvert.Config;

public sealed record SystemConfig(string? HostName);
