using Culvert.Core;

namespace Culvert.Control.Tunnels;

/// <summary>
/// Finds out whether raw ESP gets through: answers of IKE, which goes in UDP, prove nothing about it. What counts is ESP
/// that is sent for a while without any coming back.
/// </summary>
internal sealed class RawEspWatch
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Longer than what a sender that waits for an answer leaves between its first retries.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private Instant? _unansweredSince;
    private Instant _lastOut;

    /// <summary>We have sent raw ESP for <see cref="Patience"/>, without a pause, and nothing came back.</summary>
    public bool IsBlocked { get; private set; }

    /// <param name="isRaw">What is sent goes without UDP.</param>
    /// <param name="lastOut">When ESP was last sent.</param>
    /// <param name="lastHeard">When any tunnel of the connection last received ESP: a peer returns where it likes.</param>
    public void Look(bool isRaw, Instant lastOut, Instant lastHeard)
    {
        if (!isRaw || lastHeard >= lastOut) _unansweredSince = null;
        else if (_unansweredSince is not { } since || lastHeard > since || lastOut - _lastOut > LongestPause) _unansweredSince = lastOut;
        _lastOut = lastOut;
        IsBlocked = _unansweredSince is { } first && lastOut - first >= Patience;
    }
}
