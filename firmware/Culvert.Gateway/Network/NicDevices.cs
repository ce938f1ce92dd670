namespace Culvert.Gateway.Network;

/// <summary>The devices that have the two roles.</summary>
/// <param name="Wan">Routes by other devices lead to no peer. Null: every route counts.</param>
/// <param name="Lan">Null: every device with an address inside the local networks.</param>
internal readonly record struct NicDevices(string? Wan, string? Lan);
