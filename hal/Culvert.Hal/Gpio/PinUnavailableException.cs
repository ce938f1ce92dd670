namespace Culvert.Hal.Gpio;

/// <summary>A pin cannot be had. The message is one sentence for a person.</summary>
public sealed class PinUnavailableException : Exception
{
    public PinUnavailableException()
    {
    }

    public PinUnavailableException(string message)
        : base(message)
    {
    }

    public PinUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
