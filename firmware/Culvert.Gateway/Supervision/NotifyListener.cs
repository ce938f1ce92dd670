using System.Net.Sockets;
using System.Text;
using Culvert.Hal.Linux;

namespace Culvert.Gateway.Supervision;

/// <summary>Where a supervised service says that it is ready and alive: a datagram socket, mode 0600.</summary>
internal sealed class NotifyListener : IDisposable
{
    private const int LongestMessage = 4096;

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly byte[] _buffer = new byte[LongestMessage];

    /// <exception cref="UserException">Something is in the way, or we may not write there.</exception>
    public NotifyListener(string path)
    {
        Path = path;
        try
        {
            // One that was left behind: nobody listens on it, for its owner would be our only rival.
            if (SocketFile.IsSocket(path)) File.Delete(path);
            SocketFile.SetOwnerOnly(_socket.SafeHandle);
            _socket.Bind(new UnixDomainSocketEndPoint(path));
            _socket.Blocking = false;
        }
        catch (Exception problem) when (problem is SocketException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            _socket.Dispose();
            throw new UserException($"cannot listen, {path}, {problem.Message}");
        }
    }

    public string Path { get; }

    public int Descriptor => (int)_socket.Handle;

    /// <summary>Takes all that has come; of what contradicts itself the last.</summary>
    public ServiceNews Take()
    {
        ServiceNews news = default;
        while (true)
        {
            int length = _socket.Receive(_buffer, SocketFlags.None, out SocketError error);
            if (error != SocketError.Success) return news;
            news = Encoding.ASCII.GetString(_buffer.AsSpan(0, length)).Split('\n').Aggregate(news, (all, line) => all.With(line));
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        File.Delete(Path);
    }
}
