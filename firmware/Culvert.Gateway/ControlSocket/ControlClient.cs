using System.Net.Sockets;
using System.Text.Json;

namespace Culvert.Gateway.ControlSocket;

/// <summary>Asks the running gateway.</summary>
internal static class ControlClient
{
    private const int AnswerMilliseconds = 10_000;

    /// <exception cref="UserException">No gateway answers there.</exception>
    public static ControlReply Ask(string path, ControlRequest request) =>
        TryAsk(path, request) ?? throw NobodyThere(path);

    /// <summary>Asks whoever has the board: the gateway, or the supervisor while there is none.</summary>
    /// <param name="path">The gateway's.</param>
    /// <exception cref="UserException">Neither answers there.</exception>
    public static ControlReply AskBoard(string path, ControlRequest request) =>
        TryAsk(path, request) ?? TryAsk(ControlPath.OfInit(path), request) ?? throw NobodyThere(path);

    /// <returns>Null when no gateway listens there.</returns>
    /// <exception cref="UserException">Something listens there, but does not let us in or does not answer.</exception>
    public static ControlReply? TryAsk(string path, ControlRequest request)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.SendTimeout = socket.ReceiveTimeout = AnswerMilliseconds;
            socket.Connect(ControlPath.ToEndPoint(path));
            using var stream = new NetworkStream(socket);
            stream.Write(JsonSerializer.SerializeToUtf8Bytes(request, ControlJson.Default.ControlRequest));
            stream.WriteByte((byte)'\n');
            using var reader = new StreamReader(stream);
            return JsonSerializer.Deserialize(reader.ReadLine() ?? "", ControlJson.Default.ControlReply);
        }
        catch (SocketException problem) when (problem.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.ConnectionRefused)
        {
            return null;
        }
        catch (SocketException problem) when (problem.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new UserException($"not permitted, {path}, run as the gateway's owner");
        }
        catch (Exception problem) when (problem is SocketException or IOException or JsonException)
        {
            throw new UserException($"the gateway does not answer, {path}, see its log");
        }
    }

    private static UserException NobodyThere(string path) => new($"no gateway is running, {path}, start one with culvert run");
}
