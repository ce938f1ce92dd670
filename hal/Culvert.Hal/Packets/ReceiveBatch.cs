namespace Culvert.Hal.Packets;

/// <summary>
/// Room for a few received messages. The thread that receives owns it; the buffer is pinned and lives as long as the
/// batch. Whoever processes a message may overwrite its octets.
/// </summary>
public sealed class ReceiveBatch
{
    /// <summary>The largest IP packet, rounded up to whole cache lines.</summary>
    public const int MessageCapacity = 65536;

    private readonly byte[] _buffer;
    private readonly ReceivedMessage[] _messages;

    /// <param name="capacity">Messages per receive: for UDP with receive offload 4 to 8 keep the batch in the second-level cache.</param>
    public ReceiveBatch(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _buffer = GC.AllocateUninitializedArray<byte>(capacity * MessageCapacity, pinned: true);
        _messages = new ReceivedMessage[capacity];
    }

    public int Capacity => _messages.Length;

    /// <summary>Where the messages' octets are; message slot n begins at n × <see cref="MessageCapacity"/>.</summary>
    public Span<byte> Buffer => _buffer;

    /// <summary>The same for socket implementations: the array is pinned.</summary>
    public byte[] PinnedBuffer => _buffer;

    /// <summary>What the last receive brought.</summary>
    public ReadOnlySpan<ReceivedMessage> Messages => _messages.AsSpan(0, Count);

    public int Count { get; private set; }

    /// <summary>Messages of the last receive that came empty or cut off, and are not among <see cref="Messages"/>.</summary>
    public int Discarded { get; private set; }

    public void Clear() => (Count, Discarded) = (0, 0);

    /// <summary>For socket implementations: adds the message whose octets are in the next slot.</summary>
    public void Add(ReceivedMessage message) => _messages[Count++] = message;

    /// <summary>For socket implementations: counts the message in the next slot, and drops it.</summary>
    public void Discard() => Discarded++;
}
