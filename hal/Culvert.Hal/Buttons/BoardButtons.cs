using System.Collections.Concurrent;
using Culvert.Hal.Boards;
using Culvert.Hal.Gpio;
using Culvert.Hal.Packets;

namespace Culvert.Hal.Buttons;

/// <summary>
/// The board's buttons: a driver's thread brings edges, one other thread waits for <see cref="Descriptor"/> and takes them.
/// A button that cannot be had is left out and said.
/// </summary>
public sealed class BoardButtons : IDisposable
{
    /// <summary>How many edges may wait: a chattering contact must not grow the queue.</summary>
    public const int Capacity = 256;

    private readonly ConcurrentQueue<ContactEdge> _edges = new();
    private readonly Dictionary<string, (ButtonDescription Description, IDigitalInterruptPort Port)> _buttons = [];
    private readonly IWakeSignal _signal;
    private readonly IMonotonicClock _clock;
    private int _overflown;

    /// <param name="signal">Raised when edges wait; borrowed.</param>
    public BoardButtons(BoardDescription board, IDigitalInterruptController pins, IWakeSignal signal, IMonotonicClock clock)
    {
        ArgumentNullException.ThrowIfNull(board);
        ArgumentNullException.ThrowIfNull(pins);
        ArgumentNullException.ThrowIfNull(signal);
        (_signal, _clock) = (signal, clock);
        var problems = new List<string>();
        foreach (ButtonDescription button in board.Buttons)
        {
            try
            {
                IDigitalInterruptPort port = pins.CreateDigitalInterruptPort(button.Pin, InterruptMode.EdgeBoth, button.Resistor);
                port.Changed += (_, change) => Put(Edge(button, change.New));
                _buttons.Add(button.Name, (button, port));
            }
            catch (PinUnavailableException problem)
            {
                problems.Add($"button {button.Name}: {problem.Message}");
            }
        }

        Problems = problems;
    }

    /// <summary>One sentence per button that is missing.</summary>
    public IReadOnlyList<string> Problems { get; }

    public IReadOnlyCollection<string> Names => _buttons.Keys;

    /// <summary>Readable while edges wait.</summary>
    public int Descriptor => _signal.Descriptor;

    /// <summary>
    /// Takes the edges that wait, in their order. After an overflow each button's level now comes last, so that what is
    /// believed of it is true again.
    /// </summary>
    public IReadOnlyList<ContactEdge> Take()
    {
        _signal.Lower();
        List<ContactEdge> taken = [];
        while (taken.Count < Capacity && _edges.TryDequeue(out ContactEdge? edge)) taken.Add(edge);
        if (!_edges.IsEmpty) _signal.Raise();
        else if (Interlocked.Exchange(ref _overflown, 0) != 0) taken.AddRange(Look());
        return taken;
    }

    /// <summary>Where each button stands now, as an edge of this instant. A button that cannot be read is left out.</summary>
    public IReadOnlyList<ContactEdge> Look()
    {
        List<ContactEdge> levels = [];
        foreach ((ButtonDescription button, IDigitalInterruptPort port) in _buttons.Values)
        {
            try
            {
                levels.Add(Edge(button, new DigitalState(port.State, _clock.Now)));
            }
            catch (IOException)
            {
            }
        }

        return levels;
    }

    public void Dispose()
    {
        foreach ((_, IDigitalInterruptPort port) in _buttons.Values) port.Dispose();
        _buttons.Clear();
    }

    private static ContactEdge Edge(ButtonDescription button, DigitalState level) =>
        new(button.Name, button.Role, level.State != button.ActiveLow, level.Time);

    private void Put(ContactEdge edge)
    {
        if (_edges.Count < Capacity) _edges.Enqueue(edge);
        else Volatile.Write(ref _overflown, 1);
        _signal.Raise();
    }
}
