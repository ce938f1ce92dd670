namespace Culvert.Hal.Boot;

/// <summary>The machine's idea of the date.</summary>
public interface IWallClock
{
    DateTimeOffset Now { get; }

    /// <exception cref="KernelException">It may not be set.</exception>
    void Set(DateTimeOffset time);
}
