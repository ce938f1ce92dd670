using System.Net.Sockets;
using Culvert.Core;
using Culvert.Hal.Linux;

namespace Culvert.Gateway.ControlSocket;

/// <summary>
/// The control socket: mode 0600, so only the owner of the gateway gets in. Served by the control loop without ever
/// waiting; clients that are slow or too many lose, the gateway does not.
/// </summary>
internal sealed class ControlServer : IDisposable
{
    private const int MaxClients = 16;
    private static readonly TimeSpan ClientTime = TimeSpan.FromSeconds(5);

    private readonly string _path;
    private readonly Socket _listener;
    private readonly List<ControlConnection> _clients = [];
    private readonly List<int> _watched = [];
    private int _listening;

    /// <param name="owner">Who may be there already, for a person.</param>
    /// <exception cref="UserException">A live owner has the socket, something else is at the path, or we may not write there.</exception>
    public ControlServer(string path, string owner = "a gateway")
    {
        _path = path;
        RemoveStale(path, owner);
        _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            // The socket's own mode is what bind gives the file: no instant at which others could connect.
            SocketFile.SetOwnerOnly(_listener.SafeHandle);
            _listener.Bind(ControlPath.ToEndPoint(path));
            _listener.Listen(MaxClients);
            _listener.Blocking = false;
        }
        catch (SocketException problem)
        {
            _listener.Dispose();
            throw new UserException($"cannot listen, {path}, {problem.Message}; choose another place with --control");
        }
    }

    /// <summary>When a client runs out of time.</summary>
    public Deadline NextDeadline =>
        _clients.Select(client => new Deadline(client.Until, "control client")).Aggregate(Deadline.Never, Deadline.Earliest);

    public void Watch(PollSet poll)
    {
        _watched.Clear();
        // A full house is not listened to: the queue of the kernel waits for us.
        _listening = _clients.Count < MaxClients ? poll.Add((int)_listener.Handle) : -1;
        foreach (ControlConnection client in _clients) _watched.Add(poll.Add(client.Descriptor, client.WantsWrite));
    }

    /// <summary>Does what the last wait found possible.</summary>
    public void Serve(PollSet poll, Instant now, Func<ControlRequest, ControlReply> execute)
    {
        for (int i = 0; i < _watched.Count; i++)
        {
            ControlConnection client = _clients[i];
            if (client.WantsWrite ? poll.IsWritable(_watched[i]) : poll.IsReadable(_watched[i])) client.Serve(execute);
        }

        if (_listening >= 0 && poll.IsReadable(_listening)) Accept(now);
        foreach (ControlConnection over in _clients.FindAll(client => client.IsOver || now >= client.Until))
        {
            _clients.Remove(over);
            over.Dispose();
        }
    }

    public void Dispose()
    {
        _clients.ForEach(client => client.Dispose());
        _listener.Dispose();
        File.Delete(_path);
    }

    private void Accept(Instant now)
    {
        try
        {
            Socket client = _listener.Accept();
            client.Blocking = false;
            _clients.Add(new ControlConnection(client, now + ClientTime));
        }
        catch (SocketException)
        {
            // The client left before we came.
        }
    }

    private static void RemoveStale(string path, string owner)
    {
        if (!File.Exists(path)) return;
        if (!SocketFile.IsSocket(path))
            throw new UserException($"something that is no socket is in the way, {path}, choose another place with --control");
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(ControlPath.ToEndPoint(path));
        }
        catch (SocketException problem) when (problem.SocketErrorCode == SocketError.ConnectionRefused)
        {
            File.Delete(path);
            return;
        }
        catch (SocketException problem)
        {
            throw new UserException($"cannot use the control socket, {path}, {problem.Message}; choose another place with --control");
        }

        throw new UserException($"{owner} is running already, {path}, stop it or choose another place with --control");
    }
}
