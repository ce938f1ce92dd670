using Culvert.Console.Login;
using Culvert.Hal;

namespace Culvert.Gateway.Terminal;

/// <summary>
/// The wrong passwords in a row, beside the control socket: they outlive the console, whoever ends it, and are gone with the
/// boot. Where nothing can be written they are remembered as long as the console lives.
/// </summary>
internal sealed class LoginFailuresFile(IDurableStorage storage, string path, IMonotonicClock clock)
{
    private LoginFailures? _unwritten;

    public static string PathFor(string controlSocket) => controlSocket + ".login";

    /// <summary>How long nobody may try.</summary>
    public TimeSpan Wait => Read().Wait(clock.Now);

    /// <summary>One more. To be counted before the password is looked at: whoever ends the console meanwhile has tried it all the same.</summary>
    public void Count() => Write(Read().Another(clock.Now));

    /// <summary>The last one was wrong indeed: its delay begins now.</summary>
    /// <returns>The delay.</returns>
    public TimeSpan BeginDelay()
    {
        Write(Read().From(clock.Now));
        return Wait;
    }

    public void Clear() => Try(() => storage.Delete(path), LoginFailures.None);

    private LoginFailures Read()
    {
        if (_unwritten is not null) return _unwritten;
        try
        {
            return storage.Read(path) is { } bytes ? LoginFailures.Parse(bytes) : LoginFailures.None;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return LoginFailures.None;
        }
    }

    private void Write(LoginFailures failures) => Try(() => storage.Write(path, failures.ToJson()), failures);

    private void Try(Action step, LoginFailures meant)
    {
        try
        {
            step();
            _unwritten = null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            _unwritten = meant;
        }
    }
}
