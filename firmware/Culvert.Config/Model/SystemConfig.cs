namespace Culvert.Config;

/// <param name="IsResetButtonEnabled">False: the button on the box does nothing, unless it is held while the box is switched on.</param>
public sealed record SystemConfig(string? HostName, bool IsResetButtonEnabled = true);
