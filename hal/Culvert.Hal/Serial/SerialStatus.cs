namespace Culvert.Hal.Serial;

/// <summary>How an attempt to read or write went.</summary>
public enum SerialStatus
{
    /// <summary>At least one octet was read or written.</summary>
    Done,

    /// <summary>Nothing to read, or no room to write, now.</summary>
    WouldBlock,

    /// <summary>The far end hung up or the device is gone: close, and perhaps open again later.</summary>
    Closed,
}
