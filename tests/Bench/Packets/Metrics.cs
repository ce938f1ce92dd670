namespace Culvert.Bench.Packets;

/// <summary>What is measured, each with its unit: a table's head, and a key of the JSON.</summary>
internal static class Metrics
{
    public const string OneStream = "TCP 1 stream, Gbit/s";
    public const string OneStreamBack = "TCP 1 stream back, Gbit/s";
    public const string FourStreams = "TCP 4 streams, Gbit/s";
    public const string Cost = "CPU of both gateways, s/GB";
    public const string Small = "UDP 64 octets, kpps";
    public const string Large = "UDP 1400 octets, kpps";
    public const string IdleMedian = "RTT idle p50, µs";
    public const string IdleTail = "RTT idle p99, µs";
    public const string LoadedMedian = "RTT under load p50, µs";
    public const string LoadedTail = "RTT under load p99, µs";
    public const string HogsMedian = "RTT beside two CPU hogs p50, µs";
    public const string HogsTail = "RTT beside two CPU hogs p99, µs";
    public const string StreamInEach = "TCP 1 stream in each tunnel, Gbit/s";
    public const string Rekeys = "CHILD rekeys under load";
    public const string RekeySent = "UDP beside them, datagrams";
    public const string RekeyLost = "UDP beside them, lost";
    public const string Memory = "RSS of the larger gateway, MB";
    public const string LedChanges = "LED changes under load";
    public const string LedChangesInTime = "LED changes under load, in time";
}
