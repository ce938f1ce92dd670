using System.Collections.Concurrent;
using Culvert.Hal.Gpio;

namespace Culvert.HalContract.Gpio;

/// <summary>Notes the changes that a port tells of, from whichever thread.</summary>
internal sealed class Heard : IDisposable
{
    private readonly ConcurrentQueue<DigitalPortResult> _changes = new();
    private readonly IDigitalInterruptPort _port;

    public Heard(IDigitalInterruptPort port)
    {
        _port = port;
        port.Changed += Note;
    }

    public DigitalPortResult this[int index] => _changes.ElementAt(index);

    public void Expect(bool[] levels)
    {
        bool[] heard = [.. _changes.Select(change => change.New.State)];
        HalContract.Expect.True(heard.SequenceEqual(levels), $"told of levels [{string.Join(", ", heard)}], expected [{string.Join(", ", levels)}]");
    }

    public void Dispose() => _port.Changed -= Note;

    private void Note(object? sender, DigitalPortResult change) => _changes.Enqueue(change);
}
