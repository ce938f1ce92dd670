using Culvert.Crypto.SelfTest;
using Culvert.Gateway.Loop;
using Culvert.Hal.Linux;
using Culvert.Ike;

namespace Culvert.Gateway.Tests.Loop;

public sealed class JobPoolTests : IDisposable
{
    private readonly LinuxWakeSignal _finished = new();
    private readonly JobPool _pool;

    public JobPoolTests() => _pool = new JobPool(_finished, threads: 2);

    [Fact]
    public void A_job_runs_on_another_thread_and_comes_back()
    {
        var job = new Job(() => { });
        _pool.Add(job);
        WaitForOne();
        Assert.True(_pool.TryTakeDone(out IkeJob? done));
        Assert.Same(job, done);
        Assert.NotEqual(Environment.CurrentManagedThreadId, job.Thread);
        Assert.False(_pool.TryTakeDone(out _));
    }

    [Fact]
    public void A_bug_in_a_job_surfaces_on_the_thread_that_decides()
    {
        _pool.Add(new Job(() => throw new InvalidOperationException("bug")));
        WaitForOne();
        Assert.Equal("bug", Assert.Throws<InvalidOperationException>(() => _pool.TryTakeDone(out _)).InnerException?.Message);
    }

    [Fact]
    public void A_group_that_computes_wrongly_is_no_bug_of_ours()
    {
        _pool.Add(new Job(() => throw new SelfTestException("modp2048")));
        WaitForOne();
        Assert.Equal("modp2048", Assert.Throws<SelfTestException>(() => _pool.TryTakeDone(out _)).Algorithm);
    }

    public void Dispose()
    {
        _pool.Dispose();
        _finished.Dispose();
    }

    private void WaitForOne()
    {
        var poll = new PollSet();
        int number = poll.Add(_finished.Descriptor);
        poll.Wait(TimeSpan.FromSeconds(30));
        Assert.True(poll.IsReadable(number));
    }

    private sealed class Job(Action work) : IkeJob
    {
        public int Thread { get; private set; }

        public override void Run()
        {
            Thread = Environment.CurrentManagedThreadId;
            work();
        }
    }
}
