using System.Net.Sockets;

namespace Culvert.Gateway.ControlSocket;

/// <summary>Where the control socket is.</summary>
internal static class ControlPath
{
    public const string EnvironmentVariable = "CULVERT_CONTROL";

    public const string Default = "/run/culvert.sock";

    public static string FromEnvironment() =>
        Environment.GetEnvironmentVariable(EnvironmentVariable) is { Length: > 0 } path ? path : Default;

    /// <summary>Where the supervisor answers: for the board while there is no gateway, and for the machine.</summary>
    public static string OfInit(string control) => control + ".init";

    /// <exception cref="UserException">The path cannot be a socket's.</exception>
    public static UnixDomainSocketEndPoint ToEndPoint(string path)
    {
        try
        {
            return new UnixDomainSocketEndPoint(path);
        }
        catch (ArgumentException)
        {
            throw new UserException($"not a path for a socket, '{path}', use one of 1 to 107 octets");
        }
    }
}
