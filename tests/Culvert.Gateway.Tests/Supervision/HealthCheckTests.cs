using Culvert.Core;
using Culvert.Gateway.Logging;
using Culvert.Gateway.Supervision;
using Culvert.Gateway.Tests.Logging;

namespace Culvert.Gateway.Tests.Supervision;

public sealed class HealthCheckTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly WholeText _written = new();
    private readonly Log _log;
    private int _woken, _alive;
    private Instant _now = Instant.FromSeconds(100);

    public HealthCheckTests() => _log = new Log(_written, LogLevel.Info, TimeProvider.System);

    [Fact]
    public void While_all_threads_answer_the_manager_hears_it_every_second()
    {
        Pulse thread = NewThread();
        var health = new HealthCheck([thread], () => _alive++, _log);
        for (int second = 0; second < 10; second++)
        {
            health.HandleTimeout(_now);
            Assert.Equal(_now + Second, health.NextDeadline.When);
            thread.Answer();
            _now += Second;
        }

        Assert.Equal(10, _alive);
        Assert.Equal(10, _woken);
    }

    [Fact]
    public void A_silent_thread_silences_all_and_is_named_once_and_may_come_back()
    {
        Pulse good = NewThread(), bad = new("stuck", TimeSpan.FromSeconds(2), () => { });
        var health = new HealthCheck([good, bad], () => _alive++, _log);
        for (int second = 0; second < 6; second++)
        {
            health.HandleTimeout(_now);
            good.Answer();
            _now += Second;
        }

        Assert.Equal(2, _alive);
        bad.Answer();
        health.HandleTimeout(_now);
        Assert.Equal(3, _alive);
        string written = _written.Of(_log);
        Assert.Equal(1, written.Split("thread stuck does not answer").Length - 1);
        Assert.Equal(1, written.Split("thread stuck answers again").Length - 1);
    }

    [Fact]
    public void Before_its_time_nothing_is_asked()
    {
        var health = new HealthCheck([NewThread()], () => _alive++, _log);
        health.HandleTimeout(_now);
        health.HandleTimeout(_now + TimeSpan.FromMilliseconds(999));
        Assert.Equal(1, _alive);
    }

    public void Dispose()
    {
        _log.Dispose();
        _written.Dispose();
    }

    private Pulse NewThread() => new("good", TimeSpan.FromSeconds(2), () => _woken++);
}
