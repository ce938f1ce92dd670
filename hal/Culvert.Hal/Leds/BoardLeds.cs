using Culvert.Hal.Boards;
using Culvert.Hal.Gpio;

namespace Culvert.Hal.Leds;

/// <summary>The board's LEDs, by name. An LED whose pin cannot be had is left out and said: the box runs as far as it can.</summary>
public sealed class BoardLeds : IDisposable
{
    private readonly Dictionary<string, ILed> _leds = [];

    public BoardLeds(BoardDescription board, IDigitalOutputController pins)
    {
        ArgumentNullException.ThrowIfNull(board);
        ArgumentNullException.ThrowIfNull(pins);
        var problems = new List<string>();
        foreach (LedDescription led in board.Leds) TryOpen(led, pins, problems);
        Problems = problems;
    }

    /// <summary>One sentence per LED that is missing.</summary>
    public IReadOnlyList<string> Problems { get; }

    public IReadOnlyCollection<ILed> All => _leds.Values;

    /// <summary>Lights or darkens an LED; a name that the board does not have is ignored.</summary>
    public void Set(string name, bool lit)
    {
        if (_leds.TryGetValue(name, out ILed? led)) led.IsOn = lit;
    }

    public void Dispose()
    {
        foreach (ILed led in _leds.Values) led.Dispose();
        _leds.Clear();
    }

    private void TryOpen(LedDescription led, IDigitalOutputController pins, List<string> problems)
    {
        try
        {
            IDigitalOutputPort port = pins.CreateDigitalOutputPort(led.Pin, initialState: led.ActiveLow);
            _leds.Add(led.Name, new Led(led.Name, port, led.ActiveLow));
        }
        catch (PinUnavailableException problem)
        {
            problems.Add($"LED {led.Name}: {problem.Message}");
        }
    }
}
