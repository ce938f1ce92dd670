using Culvert.Lab.Hosts;

namespace Culvert.Bench.Boot;

/// <summary>A machine that has been switched on, as it is seen from outside.</summary>
internal sealed class BootScene(BoxMachine box)
{
    public BoxMachine Box => box;

    public SerialLog Serial { get; } = new(box.Line);
}
