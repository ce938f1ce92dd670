using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Culvert.Core;
using Culvert.Gateway.ControlSocket;
using Culvert.Hal.Linux;

namespace Culvert.Gateway.Tests.ControlSocket;

public sealed class ControlServerTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"culvert-test-{Guid.NewGuid():N}.sock");
    private readonly PollSet _poll = new();
    private readonly List<ControlRequest> _executed = [];
    private Instant _now = Instant.FromSeconds(10);

    [Fact]
    public void Socket_is_for_the_owner_only()
    {
        using var server = new ControlServer(_path);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_path));
    }

    [Fact]
    public async Task A_command_is_answered()
    {
        using var server = new ControlServer(_path);
        Task<ControlReply?> reply = Task.Run(() => ControlClient.TryAsk(_path, new ControlRequest(["show", "tunnels"], Json: true)));
        ServeUntil(server, () => reply.IsCompleted);
        Assert.Equal(new ControlReply(0, "show tunnels True", ""), await reply);
    }

    [Fact]
    public void A_stale_socket_is_replaced()
    {
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(_path + ".before"));
            File.Move(_path + ".before", _path);
        }

        Assert.True(File.Exists(_path));
        using var server = new ControlServer(_path);
        using Socket client = Connect();
        Assert.True(client.Connected);
    }

    [Fact]
    public void A_live_gateways_socket_is_not_taken()
    {
        using var first = new ControlServer(_path);
        Assert.Contains("running already", Assert.Throws<UserException>(() => new ControlServer(_path)).Message, StringComparison.Ordinal);
        using Socket client = Connect();
        Assert.True(client.Connected);
    }

    [Fact]
    public void A_file_that_is_no_socket_is_left_alone()
    {
        File.WriteAllText(_path, "precious");
        Assert.Contains("no socket", Assert.Throws<UserException>(() => new ControlServer(_path)).Message, StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(_path));
    }

    [Fact]
    public void Socket_is_gone_after_the_end()
    {
        new ControlServer(_path).Dispose();
        Assert.False(File.Exists(_path));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("null\n")]
    [InlineData("{}\n")]
    [InlineData("{\"words\":null}\n")]
    [InlineData("{\"words\":[null]}\n")]
    [InlineData("{\"words\":\"show\"}\n")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\n")]
    [InlineData("GET / HTTP/1.0\r\n\r\n")]
    [InlineData("\0\u0001\u0002\n")]
    public void Nonsense_ends_the_connection_and_nothing_else(string line)
    {
        using var server = new ControlServer(_path);
        using Socket client = Connect();
        client.Send(Encoding.UTF8.GetBytes(line));
        ServeUntil(server, () => Ended(client));
        Assert.Empty(_executed);
        AssertAnswers(server);
    }

    [Fact]
    public void An_endless_request_is_cut_off()
    {
        using var server = new ControlServer(_path);
        using Socket client = Connect();
        client.Send(new byte[ControlRequest.MaxLength]);
        ServeUntil(server, () => Ended(client));
        AssertAnswers(server);
    }

    [Fact]
    public void A_client_that_says_nothing_loses_its_place_in_time()
    {
        using var server = new ControlServer(_path);
        using Socket client = Connect();
        Serve(server);
        Assert.False(server.NextDeadline.IsNever);
        _now += TimeSpan.FromSeconds(6);
        ServeUntil(server, () => Ended(client));
        Assert.True(server.NextDeadline.IsNever);
    }

    [Fact]
    public void Clients_in_any_number_cannot_lock_the_owner_out_for_long()
    {
        using var server = new ControlServer(_path);
        List<Socket> crowd = [];
        for (int i = 0; i < 16; i++)
        {
            crowd.Add(Connect());
            Serve(server);
        }

        _now += TimeSpan.FromSeconds(6);
        Serve(server);
        AssertAnswers(server);
        crowd.ForEach(client => client.Dispose());
    }

    [Fact]
    public void A_client_that_does_not_read_its_answer_holds_up_nobody()
    {
        using var server = new ControlServer(_path);
        using Socket deaf = Connect();
        deaf.ReceiveBufferSize = 1;
        deaf.Send("{\"words\":[\"flood\"]}\n"u8);
        ServeUntil(server, () => _executed.Count == 1);
        AssertAnswers(server);
    }

    [Fact]
    public void Without_a_gateway_the_client_says_so()
    {
        UserException problem = Assert.Throws<UserException>(() => ControlClient.Ask(_path, new ControlRequest(["show", "tunnels"])));
        Assert.StartsWith("no gateway is running, ", problem.Message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_path);

    private void AssertAnswers(ControlServer server)
    {
        Task<ControlReply?> reply = Task.Run(() => ControlClient.TryAsk(_path, new ControlRequest(["show", "leds"])));
        ServeUntil(server, () => reply.IsCompleted);
        Assert.Equal("show leds False", reply.Result?.Output);
    }

    private Socket Connect()
    {
        var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(_path));
        return client;
    }

    private static bool Ended(Socket client) => client.Poll(0, SelectMode.SelectRead) && client.Available == 0;

    private void ServeUntil(ControlServer server, Func<bool> done)
    {
        long start = Stopwatch.GetTimestamp();
        while (!done())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Limit, "nothing came of it");
            Serve(server);
        }
    }

    private void Serve(ControlServer server)
    {
        _poll.Clear();
        server.Watch(_poll);
        _poll.Wait(TimeSpan.FromMilliseconds(5));
        server.Serve(_poll, _now, Execute);
    }

    private ControlReply Execute(ControlRequest request)
    {
        _executed.Add(request);
        string words = string.Join(' ', request.Words);
        return ControlReply.Done(words == "flood" ? new string('x', 10_000_000) : $"{words} {request.Json}");
    }
}
