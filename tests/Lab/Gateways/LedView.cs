namespace Culvert.Lab.Gateways;

/// <summary>One element of `culvert show leds --json`.</summary>
public sealed record LedView(string Name, IReadOnlyList<string> Tunnels, string Pattern, bool Lit);
