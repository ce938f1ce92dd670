using Culvert.Core;

namespace Culvert.Ike.V2;

/// <summary>Which refusals of strangers to tell of: anybody can send a bad offer or identity in the peer's name, and often.</summary>
internal sealed class RefusalNews
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Dictionary<(string Tunnel, IkeFailure Why), Instant> _last = [];

    /// <summary>Whether this one is to be told of; the next ones like it are not for a while.</summary>
    public bool Take(Instant now, string tunnel, IkeFailure why)
    {
        if (_last.TryGetValue((tunnel, why), out Instant last) && now - last < Interval) return false;
        _last[(tunnel, why)] = now;
        return true;
    }
}
