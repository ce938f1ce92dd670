using System.Net.Sockets;
using System.Text.Json;
using Culvert.Core;

namespace Culvert.Gateway.ControlSocket;

/// <summary>One client: its request as it comes in, then the reply as it goes out. Never blocks.</summary>
internal sealed class ControlConnection(Socket socket, Instant until) : IDisposable
{
    private readonly byte[] _request = new byte[ControlRequest.MaxLength];
    private int _received;
    private byte[]? _reply;
    private int _sent;

    public int Descriptor => (int)socket.Handle;

    /// <summary>The client has had its time; whatever it does, the connection ends.</summary>
    public Instant Until { get; } = until;

    public bool WantsWrite => _reply is not null;

    public bool IsOver { get; private set; }

    /// <summary>Reads, answers once the line is whole, and writes, as far as that goes without waiting.</summary>
    public void Serve(Func<ControlRequest, ControlReply> execute)
    {
        if (_reply is null) Receive(execute);
        if (_reply is not null) Send(_reply);
    }

    public void Dispose() => socket.Dispose();

    private void Receive(Func<ControlRequest, ControlReply> execute)
    {
        int count = socket.Receive(_request.AsSpan(_received), SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock) return;
        if (error != SocketError.Success || count == 0)
        {
            IsOver = true;
            return;
        }

        int end = _request.AsSpan(_received, count).IndexOf((byte)'\n');
        _received += count;
        if (end >= 0) Answer(execute, _request.AsSpan(0, _received - count + end));
        else if (_received == _request.Length) IsOver = true;
    }

    private void Answer(Func<ControlRequest, ControlReply> execute, ReadOnlySpan<byte> line)
    {
        ControlRequest? request = Parse(line);
        if (request is null)
        {
            IsOver = true;
            return;
        }

        byte[] body = JsonSerializer.SerializeToUtf8Bytes(execute(request), ControlJson.Default.ControlReply);
        _reply = [.. body, (byte)'\n'];
    }

    private static ControlRequest? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            ControlRequest? request = JsonSerializer.Deserialize(line, ControlJson.Default.ControlRequest);
            return request?.Words is { } words && words.All(word => word is not null) ? request : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Send(byte[] reply)
    {
        int count = socket.Send(reply.AsSpan(_sent), SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock) return;
        _sent += count;
        if (error != SocketError.Success || _sent == reply.Length) IsOver = true;
    }
}
