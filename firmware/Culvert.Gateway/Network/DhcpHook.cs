using Culvert.Control.Interfaces;
using Culvert.Gateway.ControlSocket;

namespace Culvert.Gateway.Network;

/// <summary>
/// This binary as the DHCP client calls it at every event: the event is its only argument, all else is in the environment. What
/// it finds there comes from the network; it is carried to the gateway as it is, which judges it.
/// </summary>
internal static class DhcpHook
{
    /// <summary>Set for the client, and by it handed on: the gateway's control socket.</summary>
    public const string SocketVariable = "CULVERT_DHCP_HOOK";

    /// <summary>The word before the event in a request to the gateway.</summary>
    public const string Topic = "dhcp";

    // Longer than the gateway takes any: it is to see that there was too much.
    private const int LongestValue = LeaseReader.LongestValue + 1;

    /// <summary>Whether the client calls, not a person.</summary>
    public static bool IsCalled(IReadOnlyList<string> arguments) =>
        arguments.Count == 1 && Environment.GetEnvironmentVariable(SocketVariable) is { Length: > 0 };

    public static int Run(string word)
    {
        try
        {
            string socket = Environment.GetEnvironmentVariable(SocketVariable)!;
            return ControlClient.Ask(socket, Request(word, Environment.GetEnvironmentVariable)).Exit;
        }
        catch (UserException)
        {
            return ExitCode.Failed;
        }
    }

    /// <summary>The event and what counts of the environment: "name=value" each.</summary>
    public static ControlRequest Request(string word, Func<string, string?> read)
    {
        List<string> words = [Topic, word[..Math.Min(word.Length, LongestValue)]];
        foreach (string name in LeaseReader.Names)
        {
            if (read(name) is { } value) words.Add($"{name}={value[..Math.Min(value.Length, LongestValue)]}");
        }

        return new ControlRequest(words);
    }

    /// <summary>The other way round.</summary>
    public static Dictionary<string, string> Values(IEnumerable<string> words)
    {
        Dictionary<string, string> values = [];
        foreach (string word in words)
        {
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0) values[word[..equals]] = word[(equals + 1)..];
        }

        return values;
    }
}
