namespace Culvert.Config;

/// <summary>The ranges of the numbers that the configuration holds.</summary>
internal static class ConfigLimits
{
    public const int HighestPreference = 1_000_000;

    /// <summary>A TS payload counts them in one octet (RFC 7296 section 3.13).</summary>
    public const int MostSelectors = 255;

    /// <summary>In packets.</summary>
    public const int SmallestReplayWindow = 64;

    /// <summary>In packets.</summary>
    public const int LargestReplayWindow = 4096;

    /// <summary>Below this, an SA of a fast line would be renewed all the time.</summary>
    public const long FewestBytes = 1_000_000;

    /// <summary>As many packets as <see cref="FewestBytes"/> has at the least.</summary>
    public const long FewestPackets = 1_000;

    /// <summary>Below this, an SA would be renewed before it carried anything.</summary>
    public static TimeSpan ShortestLifetime { get; } = TimeSpan.FromSeconds(5);

    public static TimeSpan ShortestDelay { get; } = TimeSpan.FromSeconds(1);

    public static TimeSpan LongestDuration { get; } = TimeSpan.FromDays(365);
}
