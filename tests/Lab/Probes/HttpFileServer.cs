using System.Net;
using System.Net.Sockets;
using System.Text;
using Culvert.Lab.Hosts;

namespace Culvert.Lab.Probes;

/// <summary>Serves one body to every HTTP request on a host, so that a transfer needs no web server of the machine.</summary>
public sealed class HttpFileServer : IDisposable
{
    private readonly TcpListener _listener;
    private readonly byte[] _body;

    public HttpFileServer(Host host, string address, byte[] body)
    {
        _body = body;
        _listener = host.Within(() =>
        {
            var listener = new TcpListener(IPAddress.Parse(address), 80);
            listener.Start();
            return listener;
        });
        new Thread(Serve) { IsBackground = true }.Start();
    }

    public void Dispose() => _listener.Stop();

    private void Serve()
    {
        try
        {
            while (true)
            {
                using TcpClient client = _listener.AcceptTcpClient();
                Answer(client.GetStream());
            }
        }
        catch (SocketException)
        {
            // Disposed: the listener is closed under the waiting call.
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
