using System.Net;
using Culvert.Gateway.Supervision;

namespace Culvert.Gateway.Tests.Supervision;

public sealed class NotifyTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"culvert-notify-{Guid.NewGuid():N}");

    [Fact]
    public void A_sign_of_life_arrives()
    {
        using var listener = new NotifyListener(_path);
        Assert.False(listener.Take().IsAlive);
        using NotifySocket service = NotifySocket.Open(_path);
        service.TellReady();
        Assert.True(listener.Take().IsAlive);
        service.TellAlive(true, []);
        service.TellAlive(true, []);
        Assert.True(listener.Take().IsAlive);
        Assert.False(listener.Take().IsAlive);
    }

    [Fact]
    public void A_start_that_takes_longer_is_not_yet_a_sign_of_life()
    {
        using var listener = new NotifyListener(_path);
        using NotifySocket service = NotifySocket.Open(_path);
        service.TellBusy();
        ServiceNews news = listener.Take();
        Assert.True(news.IsStartBusy);
        Assert.False(news.IsAlive);
    }

    [Fact]
    public void The_last_word_on_the_button_counts()
    {
        using var listener = new NotifyListener(_path);
        using NotifySocket service = NotifySocket.Open(_path);
        service.TellReady();
        Assert.Null(listener.Take().IsButtonEnabled);
        service.TellAlive(isButtonEnabled: true, []);
        service.TellAlive(isButtonEnabled: false, []);
        Assert.False(listener.Take().IsButtonEnabled);
        service.TellAlive(isButtonEnabled: true, []);
        Assert.True(listener.Take().IsButtonEnabled);
    }

    [Fact]
    public void Time_servers_arrive_and_that_there_are_none_too()
    {
        using var listener = new NotifyListener(_path);
        using NotifySocket service = NotifySocket.Open(_path);
        service.TellReady();
        Assert.Null(listener.Take().TimeServers);
        IPAddress[] servers = [IPAddress.Parse("192.0.2.123"), IPAddress.Parse("192.0.2.124")];
        service.TellAlive(true, servers);
        Assert.Equal(servers, listener.Take().TimeServers);
        service.TellAlive(true, timeServers: null);
        Assert.Null(listener.Take().TimeServers);
        service.TellAlive(true, []);
        Assert.Empty(listener.Take().TimeServers!);
    }

    // Each of them becomes a word of chrony's.
    [Fact]
    public void What_is_no_address_is_no_time_server() =>
        Assert.Equal([IPAddress.Parse("192.0.2.123")], default(ServiceNews).With("X_CULVERT_TIME_SERVERS=pool 192.0.2.123 ;user root").TimeServers);

    [Fact]
    public void Only_its_owner_may_speak_to_it()
    {
        using var listener = new NotifyListener(_path);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_path));
    }

    [Fact]
    public void A_full_or_absent_manager_holds_nobody_up()
    {
        using (var listener = new NotifyListener(_path))
        {
            using NotifySocket service = NotifySocket.Open(_path);
            for (int i = 0; i < 5000; i++) service.TellAlive(true, []);
            Assert.True(listener.Take().IsAlive);
        }

        using NotifySocket orphan = NotifySocket.Open(_path);
        orphan.TellReady();
        using NotifySocket nobody = NotifySocket.Open(null);
        nobody.TellReady();
    }

    [Fact]
    public void What_a_predecessor_left_is_taken_over()
    {
        new NotifyListener(_path).Dispose();
        using var first = new NotifyListener(_path);
        using var second = new NotifyListener(_path);
        using NotifySocket service = NotifySocket.Open(_path);
        service.TellReady();
        Assert.True(second.Take().IsAlive);
    }

    [Fact]
    public void A_file_in_the_way_stays_and_is_said()
    {
        File.WriteAllText(_path, "precious");
        UserException problem = Assert.Throws<UserException>(() => new NotifyListener(_path));
        Assert.Contains(_path, problem.Message, StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(_path));
    }

    public void Dispose() => File.Delete(_path);
}
