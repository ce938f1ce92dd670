using System.Runtime.InteropServices;

namespace Culvert.Hal.Linux;

/// <summary>What one wait watches, made anew each time: poll(2) for a handful of descriptors.</summary>
public sealed unsafe class PollSet
{
    private Libc.PollEntry[] _entries = new Libc.PollEntry[8];
    private int _count;

    public void Clear() => _count = 0;

    /// <summary>Watches a descriptor; the answer goes to <see cref="IsReadable"/> or <see cref="IsWritable"/> under the returned number.</summary>
    public int Add(int descriptor, bool forWrite = false)
    {
        if (_count == _entries.Length) Array.Resize(ref _entries, _count * 2);
        _entries[_count] = new Libc.PollEntry { Descriptor = descriptor, Events = forWrite ? Libc.PollOut : Libc.PollIn };
        return _count++;
    }

    /// <summary>Waits until something is ready or the time has passed; null waits for ever. A signal may end it early.</summary>
    public void Wait(TimeSpan? timeout)
    {
        // Rounded up: waking a fraction of a millisecond early would spin.
        int milliseconds = timeout is { } span ? (int)Math.Clamp(Math.Ceiling(span.TotalMilliseconds), 0, int.MaxValue) : -1;
        for (int i = 0; i < _count; i++) _entries[i].Revents = 0;
        int ready;
        fixed (Libc.PollEntry* entries = _entries) ready = Libc.Poll(entries, (nuint)_count, milliseconds);
        if (ready < 0 && Marshal.GetLastPInvokeError() != Libc.Eintr) throw Errno.Last("wait for events");
    }

    /// <summary>True also after an error or hang-up: the read that follows finds out.</summary>
    public bool IsReadable(int number) => (_entries[number].Revents & ~Libc.PollOut) != 0;

    public bool IsWritable(int number) => (_entries[number].Revents & ~Libc.PollIn) != 0;
}
