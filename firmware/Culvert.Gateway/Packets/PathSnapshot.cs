namespace Culvert.Gateway.Packets;

/// <summary>All tunnels and SAs at one moment. Never changed once published; the next one takes its place.</summary>
/// <param name="Version">Grows by one with each.</param>
/// <param name="Inbound">By SPI.</param>
internal sealed record PathSnapshot(long Version, OutLane[] Lanes, Dictionary<uint, InboundLeg> Inbound)
{
    public static PathSnapshot Empty { get; } = new(0, [], []);
}
