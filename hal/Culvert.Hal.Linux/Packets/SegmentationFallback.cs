namespace Culvert.Hal.Linux.Packets;

/// <summary>
/// Whether a socket leaves the cutting to the kernel. A refusal may have causes that have nothing to do with it, a source address
/// that is not ours or a route that drops all: only that the packets then went one by one proves that it was the segmentation.
/// </summary>
/// <param name="name">The socket's, for people.</param>
/// <param name="notice">Told once that packets are sent one by one.</param>
/// <param name="milliseconds">A clock.</param>
internal sealed class SegmentationFallback(string name, Action<string> notice, Func<long> milliseconds)
{
    /// <summary>How long a refusal for one size is taken for one of all.</summary>
    internal const long Pause = 10_000;

    private const long Never = long.MaxValue;

    private long _resumeAt;
    private int _isTold;

    public bool IsOn
    {
        get
        {
            long resumeAt = Volatile.Read(ref _resumeAt);
            return resumeAt == 0 || (resumeAt != Never && milliseconds() >= resumeAt);
        }
    }

    /// <summary>The kernel has none.</summary>
    public void GiveUp(string why)
    {
        Volatile.Write(ref _resumeAt, Never);
        if (Interlocked.Exchange(ref _isTold, 1) == 0) notice($"{name}: {why}, packets are sent one by one");
    }

    /// <summary>Takes note of an errno, when all the packets went one by one after it.</summary>
    public void Note(int error)
    {
        switch (error)
        {
            // A device without checksum offload, on kernels before 6.10.
            case Libc.Eio:
                GiveUp("the WAN device refuses UDP segmentation offload");
                break;

            // For a while only: kernels before 6.14 say so of a segment that is larger than the route's MTU has just become.
            case Libc.Einval:
                Volatile.Write(ref _resumeAt, milliseconds() + Pause);
                if (Interlocked.Exchange(ref _isTold, 1) == 0) notice($"{name}: the kernel refuses UDP segmentation offload, packets are sent one by one meanwhile");
                break;

            // EMSGSIZE is what later kernels say of that: nothing is wrong with the offload, and single datagrams are fragmented.
            default:
                break;
        }
    }
}
