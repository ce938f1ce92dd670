namespace Culvert.Config.Import;

/// <summary>Where a tunnel of the import goes.</summary>
/// <param name="Name">Its name on the box.</param>
/// <param name="Preference">Null: the tunnel exists and keeps what it has.</param>
internal sealed record TunnelPlan(string Name, TunnelDraft Draft, int? Preference);
