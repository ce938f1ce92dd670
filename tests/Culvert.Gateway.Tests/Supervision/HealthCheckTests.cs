using Culvert.Core;
using Culvert.Gateway.Logging;
using Culvert.Gateway.Supervision;

namespace Culvert.Gateway.Tests.Supervision;

public sealed class HealthCheckTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly StringWriter _written = new();
    private readonly Log _log;
    private readonly Manager _manager = new();
    private int _woken;
    private Instant _now = Instant.FromSeconds(100);

    public HealthCheckTests() => _log = new Log(_written, LogLevel.Info, TimeProvider.System);

    [Fact]
    public void While_all_threads_answer_the_manager_hears_it_every_second()
    {
        Pulse thread = NewThread();
        var health = new HealthCheck([thread], _manager, _log);
        for (int second = 0; second < 10; second++)
        {
            health.HandleTimeout(_now);
            Assert.Equal(_now + Second, health.NextDeadline.When);
            thread.Answer();
            _now += Second;
        }

        Assert.Equal(10, _manager.Alive);
        Assert.Equal(10, _woken);
    }

    [Fact]
    public void A_silent_thread_silences_all_and_is_named_once_and_may_come_back()
    {
        Pulse good = NewThread(), bad = new("stuck", TimeSpan.FromSeconds(2), () => { });
        var health = new HealthCheck([good, bad], _manager, _log);
        for (int second = 0; second < 6; second++)
        {
            health.HandleTimeout(_now);
            good.Answer();
            _now += Second;
        }

        Assert.Equal(2, _manager.Alive);
        bad.Answer();
        health.HandleTimeout(_now);
        Assert.Equal(3, _manager.Alive);
        _log.Dispose();
        Assert.Equal(1, _written.ToString().Split("thread stuck does not answer").Length - 1);
        Assert.Equal(1, _written.ToString().Split("thread stuck answers again").Length - 1);
    }

    [Fact]
    public void Before_its_time_nothing_is_asked()
    {
        var health = new HealthCheck([NewThread()], _manager, _log);
        health.HandleTimeout(_now);
        health.HandleTimeout(_now + TimeSpan.FromMilliseconds(999));
        Assert.Equal(1, _manager.Alive);
    }

    public void Dispose()
    {
        _log.Dispose();
        _written.Dispose();
    }

    private Pulse NewThread() => new("good", TimeSpan.FromSeconds(2), () => _woken++);

    private sealed class Manager : IServiceManager
    {
        public int Alive { get; private set; }

        public void TellReady()
        {
        }

        public void TellAlive() => Alive++;
    }
}
