using System.Diagnostics;
using Culvert.Hal.Gpio;

namespace Culvert.Hal.Linux.Gpio;

/// <summary>The thread that waits for the edges of all watched lines at once.</summary>
/// <typeparam name="T">What stands for a line.</typeparam>
/// <param name="collect">Fills in what to watch, anew in each turn: descriptors, and whose they are.</param>
/// <param name="take">Takes what waits at one of them.</param>
internal sealed class EdgeThread<T>(Action<List<(int Descriptor, T Line)>> collect, Action<T> take) : IDriverThread, IDisposable
{
    // A callback may wait for whoever waits for us.
    private static readonly TimeSpan LongestSettling = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly object _waited = new();
    private long _waits;
    private readonly LinuxWakeSignal _wake = new();
    private Thread? _thread;
    private volatile bool _disposed;
    private volatile Action _turned = static () => { };

    public string Name => "gpio";

    public Action Turned
    {
        set => _turned = value;
    }

    /// <summary>Begins, if it has not yet.</summary>
    public void Start()
    {
        lock (_gate)
        {
            if (_thread is not null) return;
            _thread = new Thread(Run) { IsBackground = true, Name = Name };
            _thread.Start();
        }
    }

    /// <summary>Makes it collect anew soon. Where there is no thread, none can be stuck.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            if (_thread is null) _turned();
        }

        _wake.Raise();
    }

    /// <summary>
    /// Makes it collect anew, and returns when it waits no more for what it had collected before: the kernel keeps a file open
    /// while somebody waits for it, whoever has closed it.
    /// </summary>
    public void Settle()
    {
        long wanted;
        lock (_waited) wanted = _waits + 1;
        Wake();
        if (_thread is null || _thread == Thread.CurrentThread) return;
        long start = Stopwatch.GetTimestamp();
        lock (_waited)
        {
            while (_waits < wanted && !_disposed && Stopwatch.GetElapsedTime(start) < LongestSettling) Monitor.Wait(_waited, LongestSettling);
        }
    }

    /// <summary>Ends the thread, and waits for it.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _wake.Raise();
        if (_thread != Thread.CurrentThread) _thread?.Join();
        _wake.Dispose();
    }

    private void Run()
    {
        var poll = new PollSet();
        var watched = new List<(int Descriptor, T Line)>();
        while (!_disposed)
        {
            poll.Clear();
            watched.Clear();
            collect(watched);
            int wake = poll.Add(_wake.Descriptor);
            int first = wake + 1;
            foreach ((int descriptor, _) in watched) poll.Add(descriptor);
            poll.Wait(timeout: null);
            lock (_waited)
            {
                _waits++;
                Monitor.PulseAll(_waited);
            }

            if (poll.IsReadable(wake)) _wake.Lower();
            for (int i = 0; i < watched.Count; i++)
            {
                if (poll.IsReadable(first + i)) take(watched[i].Line);
            }

            _turned();
        }
    }
}
