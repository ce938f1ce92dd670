namespace Culvert.Hal.Packets;

/// <summary>A packet device cannot be had. The message is a sentence for a person: what, where, what to do.</summary>
public sealed class PacketDeviceException : Exception
{
    public PacketDeviceException()
    {
    }

    public PacketDeviceException(string message)
        : base(message)
    {
    }

    public PacketDeviceException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
