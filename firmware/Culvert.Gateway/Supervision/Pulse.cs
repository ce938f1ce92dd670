using Culvert.Core;

namespace Culvert.Gateway.Supervision;

/// <summary>
/// One thread's sign of life. The thread that decides asks, the thread itself answers in its next turn; nobody waits for
/// anybody.
/// </summary>
/// <param name="name">The thread's, for the log.</param>
/// <param name="limit">How long one turn may take.</param>
/// <param name="wake">Makes the thread take a turn soon, even when there is nothing to do.</param>
internal sealed class Pulse(string name, TimeSpan limit, Action wake)
{
    private Instant _askedAt;
    private long _asked;
    private long _answered;

    public string Name => name;

    /// <summary>Called by the thread itself, once a turn.</summary>
    public void Answer() => Volatile.Write(ref _answered, Volatile.Read(ref _asked));

    /// <summary>Asks anew when the last question is answered.</summary>
    public void Ask(Instant now)
    {
        if (Volatile.Read(ref _answered) != _asked) return;
        _askedAt = now;
        Volatile.Write(ref _asked, _asked + 1);
        wake();
    }

    /// <summary>False when a question has been open for longer than the limit.</summary>
    public bool IsAlive(Instant now) => Volatile.Read(ref _answered) == _asked || now - _askedAt < limit;
}
