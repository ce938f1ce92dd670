using System.Net;
using System.Net.Sockets;
using System.Text;
using Culvert.Lab.Hosts;

namespace Culvert.Lab.Probes;

/// <summary>Serves one body to every HTTP request on a host, so that a transfer needs no web server of the machine.</summary>
public sealed class HttpFileServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly TcpListener _listener;
    private readonly byte[] _body;
    private readonly Thread _server;
    private volatile bool _isOver;

    public HttpFileServer(Host host, string address, byte[] body)
    {
        _body = body;
        _listener = host.Within(() =>
        {
            var listener = new TcpListener(IPAddress.Parse(address), 80);
            listener.Start();
            return listener;
        });
        _server = new Thread(Serve) { IsBackground = true };
        _server.Start();
    }

    /// <summary>Returns when the last client has been served, so that nothing of it is on the way later; but not for ever.</summary>
    public void Dispose()
    {
        _isOver = true;
        _listener.Stop();
        _server.Join(Patience);
    }

    private void Serve()
    {
        while (!_isOver)
        {
            try
            {
                using TcpClient client = _listener.AcceptTcpClient();
                Answer(client.GetStream());
            }
            catch (Exception problem) when (problem is SocketException or InvalidOperationException)
            {
                // The listener is closed under the waiting call or just before it; or a client that came has left again.
            }
        }
    }

    private void Answer(NetworkStream stream)
    {
        try
        {
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            while (reader.ReadLine() is { Length: > 0 }) { }
            stream.Write(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {_body.Length}\r\nConnection: close\r\n\r\n"));
            stream.Write(_body);
        }
        catch (IOException)
        {
            // The client left in the middle of it.
        }
    }
}
