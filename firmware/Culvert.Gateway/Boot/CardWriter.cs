using Culvert.Gateway.Logging;

namespace Culvert.Gateway.Boot;

/// <summary>
/// Writes to the card beside the thread that decides, one thing at a time: a card that is dying may take longer for a write than
/// the watchdog waits, and a box whose tunnels work is not to be reset for that.
/// </summary>
/// <param name="begin">Carries something out on another thread.</param>
internal sealed class CardWriter(Action<Action> begin, Log log)
{
    private volatile bool _isBusy;

    /// <summary>Each on a thread of its own.</summary>
    public static CardWriter OnThreads(Log log) => new(step => new Thread(() => step()) { IsBackground = true, Name = "card" }.Start(), log);

    /// <returns>False: what was begun before is not done, and this is not begun.</returns>
    public bool TryBegin(Action step)
    {
        if (_isBusy) return false;
        _isBusy = true;
        begin(() => Run(step));
        return true;
    }

    private void Run(Action step)
    {
        try
        {
            step();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            log.Warning("boot", problem.Message);
        }
        finally
        {
            _isBusy = false;
        }
    }
}
