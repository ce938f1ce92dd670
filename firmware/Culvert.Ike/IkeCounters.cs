using Culvert.Core;

namespace Culvert.Ike;

/// <summary>What IKE did and why it dropped what it dropped. Every received message that changes nothing is in one of these.</summary>
public sealed class IkeCounters
{
    private readonly List<Counter> _all = [];

    internal IkeCounters()
    {
        Received = Add("received");
        Sent = Add("sent");
        Retransmitted = Add("retransmitted");
        Malformed = Add("malformed");
        UnknownPeer = Add("unknown-peer");
        UnknownSpi = Add("unknown-spi");
        UnsupportedVersion = Add("unsupported-version");
        UnexpectedExchange = Add("unexpected-exchange");
        UnexpectedMessageId = Add("unexpected-message-id");
        UnexpectedMessage = Add("unexpected-message");
        NotProtected = Add("not-protected");
        Forged = Add("forged");
        Retransmissions = Add("peer-retransmissions");
        WhileBusy = Add("retransmission-while-busy");
        HalfOpenLimit = Add("half-open-limit");
        HalfOpenExpired = Add("half-open-expired");
        BadKeyExchange = Add("bad-key-exchange");
        Hints = Add("unprotected-errors");
        StaleJobs = Add("stale-jobs");
        InternalErrors = Add("internal-errors");
    }

    /// <summary>Those that count what was dropped, and our own bugs; the others count work.</summary>
    public IEnumerable<Counter> Drops => _all.Except([Received, Sent, Retransmitted, Retransmissions, HalfOpenExpired, StaleJobs]);

    /// <summary>Every counter, in a fixed order.</summary>
    public IReadOnlyList<Counter> All => _all;

    public Counter Received { get; }

    /// <summary>First transmissions and answers, without retransmissions.</summary>
    public Counter Sent { get; }

    public Counter Retransmitted { get; }

    /// <summary>Not an IKE message, or a payload that does not parse.</summary>
    public Counter Malformed { get; }

    /// <summary>IKE_SA_INIT from an address that no tunnel names.</summary>
    public Counter UnknownPeer { get; }

    public Counter UnknownSpi { get; }

    public Counter UnsupportedVersion { get; }

    /// <summary>An exchange type that has no place in the IKE SA's state.</summary>
    public Counter UnexpectedExchange { get; }

    /// <summary>A message id outside the window of one.</summary>
    public Counter UnexpectedMessageId { get; }

    /// <summary>A response that is not to our request, or content that the exchange cannot use.</summary>
    public Counter UnexpectedMessage { get; }

    /// <summary>Clear text where only an SK payload is believed.</summary>
    public Counter NotProtected { get; }

    /// <summary>The integrity check failed.</summary>
    public Counter Forged { get; }

    /// <summary>Requests seen before and answered from the cache.</summary>
    public Counter Retransmissions { get; }

    /// <summary>Requests seen before whose answer is still being computed.</summary>
    public Counter WhileBusy { get; }

    public Counter HalfOpenLimit { get; }

    public Counter HalfOpenExpired { get; }

    /// <summary>Public values of a wrong length or that give the secret away.</summary>
    public Counter BadKeyExchange { get; }

    /// <summary>Unprotected error notifies: hints, believed only after the retransmissions.</summary>
    public Counter Hints { get; }

    /// <summary>Results of slow work that nobody waits for any more.</summary>
    public Counter StaleJobs { get; }

    /// <summary>Our own bugs, survived: must be zero.</summary>
    public Counter InternalErrors { get; }

    private Counter Add(string name)
    {
        var counter = new Counter(name);
        _all.Add(counter);
        return counter;
    }
}
