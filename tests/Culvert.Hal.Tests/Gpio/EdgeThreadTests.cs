using System.IO.Pipes;
using Culvert.Hal.Linux;
using Culvert.Hal.Linux.Gpio;

namespace Culvert.Hal.Tests.Gpio;

/// <summary>The thread of the character device's driver, on eventfds in place of lines.</summary>
public sealed class EdgeThreadTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly LinuxWakeSignal _line = new();
    private readonly SemaphoreSlim _taken = new(0), _turned = new(0), _mayGoOn = new(0);
    private readonly EdgeThread<int> _thread;
    private volatile bool _sticks;

    public EdgeThreadTests() => _thread = new EdgeThread<int>(watched => watched.Add((_line.Descriptor, 7)), Take) { Turned = () => _turned.Release() };

    [Fact]
    public void It_brings_what_waits_at_a_line()
    {
        _thread.Start();
        _line.Raise();
        Assert.True(_taken.Wait(Limit));
        _line.Raise();
        Assert.True(_taken.Wait(Limit));
    }

    [Fact]
    public void Woken_it_takes_a_turn()
    {
        _thread.Start();
        for (int i = 0; i < 3; i++)
        {
            _thread.Wake();
            Assert.True(_turned.Wait(Limit));
        }
    }

    [Fact]
    public void Stuck_it_takes_none_however_often_it_is_woken()
    {
        _sticks = true;
        _thread.Start();
        _line.Raise();
        Assert.True(_taken.Wait(Limit));
        while (_turned.Wait(TimeSpan.Zero))
        {
        }

        _thread.Wake();
        _thread.Wake();
        Assert.False(_turned.Wait(TimeSpan.FromMilliseconds(50)));
        _sticks = false;
        _mayGoOn.Release();
        Assert.True(_turned.Wait(Limit));
    }

    [Fact]
    public void Where_nobody_asked_for_edges_there_is_no_thread_that_could_be_stuck()
    {
        _thread.Wake();
        Assert.True(_turned.Wait(TimeSpan.Zero));
    }

    [Fact]
    public void What_it_waited_for_is_nobody_s_any_more_once_it_has_settled()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        int descriptor = (int)pipe.ClientSafePipeHandle.DangerousGetHandle();
        bool isWatched = true;
        using var collected = new SemaphoreSlim(0);
        using var thread = new EdgeThread<int>(
            watched =>
            {
                if (Volatile.Read(ref isWatched)) watched.Add((descriptor, 7));
                collected.Release();
            },
            _ => { });
        thread.Start();
        Assert.True(collected.Wait(Limit));

        Volatile.Write(ref isWatched, false);
        thread.Settle();
        pipe.DisposeLocalCopyOfClientHandle();
        Assert.Throws<IOException>(() => pipe.WriteByte(1));
    }

    [Fact]
    public void A_callback_that_waits_for_whoever_waits_for_it_keeps_nobody_for_ever()
    {
        _sticks = true;
        _thread.Start();
        _line.Raise();
        Assert.True(_taken.Wait(Limit));
        _thread.Settle();
        _sticks = false;
        _mayGoOn.Release();
        Assert.True(_turned.Wait(Limit));
    }

    public void Dispose()
    {
        _thread.Dispose();
        _line.Dispose();
        _taken.Dispose();
        _turned.Dispose();
        _mayGoOn.Dispose();
    }

    private void Take(int line)
    {
        Assert.Equal(7, line);
        _line.Lower();
        _taken.Release();
        if (_sticks) _mayGoOn.Wait();
    }
}
