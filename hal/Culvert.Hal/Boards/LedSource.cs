using Culvert.Hal.Gpio;

namespace Culvert.Hal.Boards;

/// <summary>What an LED is made of.</summary>
public abstract record LedSource
{
    private LedSource()
    {
    }

    /// <summary>The pins that it takes.</summary>
    public abstract IReadOnlyList<IPin> Pins { get; }

    /// <summary>One colour on one pin.</summary>
    public sealed record OnePin(IPin Pin) : LedSource
    {
        public override IReadOnlyList<IPin> Pins => [Pin];
    }

    /// <summary>Two colours in one lamp; both together are amber.</summary>
    public sealed record TwoPins(IPin Green, IPin Red) : LedSource
    {
        public override IReadOnlyList<IPin> Pins => [Green, Red];
    }

    /// <summary>An LED that a driver of the kernel has: a name in /sys/class/leds.</summary>
    public sealed record OfKernel(string Name) : LedSource
    {
        public override IReadOnlyList<IPin> Pins => [];
    }
}
