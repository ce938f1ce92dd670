using Culvert.Lab;
using Culvert.Lab.Topologies;

namespace Culvert.Bench.Packets;

/// <summary>What the gateway costs before it does anything.</summary>
/// <param name="BinaryBytes">The one file to install.</param>
/// <param name="IdleResidentBytes">RSS with two tunnels up and no traffic.</param>
internal sealed record Footprint(long BinaryBytes, long IdleResidentBytes)
{
    public const long BinaryLimit = 8_000_000;
    public const long IdleResidentLimit = 40_000_000;

    private static readonly TimeSpan UpLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    public static Footprint Measure()
    {
        using var aws = new AwsLaboratory(PeerKind.Culvert);
        aws.BringUp(UpLimit);
        Thread.Sleep(Settling);
        return new Footprint(new FileInfo(Checkout.Binary).Length, aws.Gateway.Process!.ResidentBytes);
    }
}
