using Culvert.Console.Terminal;

namespace Culvert.Console.Session;

/// <summary>What keeps a session bounded, whatever the terminal sends or does not take.</summary>
internal static class ConsoleLimits
{
    /// <summary>Without a key for so long a person is logged out, and a job that has not ended is waited for no longer.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    /// <summary>When nothing came for so long, a paste is over: a person types the next key, no terminal sends the next piece of a file.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(500);

    public const int ShortestPassword = 8;

    /// <summary>Octets typed ahead while a job runs or the terminal does not take what it is sent.</summary>
    public const int TypeAhead = 256 * 1024;

    /// <summary>With more octets than this waiting for the terminal, nothing further is done.</summary>
    public const int Unsent = 64 * 1024;

    public static readonly string TooLong = $"the line is longer than {LineEditor.Longest} characters, here, nothing was done with it; shorten it";
}
