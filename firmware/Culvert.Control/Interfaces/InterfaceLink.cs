using Culvert.Core;

namespace Culvert.Control.Interfaces;

/// <summary>A network device of the machine as it is now; the loopback and the tunnels' devices are none.</summary>
/// <param name="HasCarrier">It is up and its cable leads somewhere.</param>
/// <param name="Networks">Those of its addresses.</param>
public sealed record InterfaceLink(string Name, bool HasCarrier, IReadOnlyList<IpPrefix> Networks);
