using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Culvert.Control.Supervision;

namespace Culvert.Gateway.Supervision;

/// <summary>Tells the service manager by datagrams on the socket that it named in the environment; without one, nobody is told.</summary>
internal sealed class NotifySocket : IServiceManager, IDisposable
{
    private readonly Socket? _socket;

    private NotifySocket(Socket? socket) => _socket = socket;

    public static NotifySocket FromEnvironment() => Open(Environment.GetEnvironmentVariable(NotifyMessages.SocketVariable));

    /// <param name="path">Null, empty, or not a socket's: nobody is told.</param>
    public static NotifySocket Open(string? path)
    {
        if (string.IsNullOrEmpty(path)) return new NotifySocket(null);
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path[0] == '@' ? '\0' + path[1..] : path));
            // A manager that does not read must not hold up the control thread.
            socket.Blocking = false;
            return new NotifySocket(socket);
        }
        catch (Exception problem) when (problem is SocketException or ArgumentException)
        {
            socket.Dispose();
            return new NotifySocket(null);
        }
    }

    public void TellReady() => Send(NotifyMessages.Ready);

    public void TellBusy() => Send(string.Create(CultureInfo.InvariantCulture, $"{NotifyMessages.ExtendStart}{Supervisor.ReadyLimit.TotalMicroseconds:0}"));

    public void TellAlive(bool isButtonEnabled, IReadOnlyList<IPAddress>? timeServers) => Send(
        $"{NotifyMessages.Alive}\n{NotifyMessages.ResetButton}{(isButtonEnabled ? NotifyMessages.Enabled : NotifyMessages.Disabled)}{(timeServers is null ? "" : $"\n{NotifyMessages.TimeServers}{string.Join(' ', timeServers)}")}");

    public void Dispose() => _socket?.Dispose();

    // A manager that is gone, or busy, is no reason to stop work; a busy one asks no more than the next second's message.
    private void Send(string message) => _socket?.Send(Encoding.ASCII.GetBytes(message), SocketFlags.None, out _);
}
