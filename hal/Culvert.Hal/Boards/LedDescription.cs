namespace Culvert.Hal.Boards;

/// <param name="Tunnel">Which tunnel, counted from 1 in the order of the configuration; 0 for the status LED.</param>
/// <param name="ActiveLow">Lit when the pin is low.</param>
public sealed record LedDescription(string Name, LedSource Source, LedRole Role, int Tunnel, bool ActiveLow);
