using Culvert.Core;

namespace Culvert.Ike.V2;

/// <summary>How long to wait for an answer after the n-th transmission (n from 1) before the next.</summary>
internal static class RetransmissionSchedule
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>Waits of 0.4 s: a liveness probe goes out at 0, +0.4, +0.8 and +1.2 s.</summary>
    public static TimeSpan Probe { get; } = TimeSpan.FromMilliseconds(400);

    public const int ProbeTransmissions = 4;

    /// <summary>A burst of this many, at 0, 1, 2.5 and 4.75 s, finds a peer that is there.</summary>
    public const int FirstContactBurst = 4;

    /// <summary>Inside an IKE SA: 0.5 s doubling to 5 s.</summary>
    public static TimeSpan Established(int transmissions) =>
        transmissions > 4 ? Longest : TimeSpan.FromSeconds(0.5 * (1 << (transmissions - 1)));

    /// <summary>Nothing heard from the peer yet: the burst, then every 5 s give or take a fifth, for ever.</summary>
    public static TimeSpan FirstContact(int transmissions, IEntropy entropy) => transmissions switch
    {
        1 => TimeSpan.FromSeconds(1),
        2 => TimeSpan.FromSeconds(1.5),
        3 => TimeSpan.FromSeconds(2.25),
        _ => entropy.Between(Longest * 0.8, Longest * 1.2),
    };
}
