namespace Culvert.Control;

/// <summary>Something that a person should know although the tunnel works. Codes are listed in this assembly's README.</summary>
public sealed record TunnelWarning(string Code, string Text);
