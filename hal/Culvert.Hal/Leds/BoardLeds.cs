using Culvert.Hal.Boards;
using Culvert.Hal.Gpio;

namespace Culvert.Hal.Leds;

/// <summary>The board's LEDs, by name. An LED that cannot be had is left out and said: the box runs as far as it can.</summary>
public sealed class BoardLeds : IDisposable
{
    private readonly Dictionary<string, ILed> _leds = [];

    public BoardLeds(BoardDescription board, IDigitalOutputController pins, IKernelLeds kernel)
    {
        ArgumentNullException.ThrowIfNull(board);
        ArgumentNullException.ThrowIfNull(pins);
        ArgumentNullException.ThrowIfNull(kernel);
        var problems = new List<string>();
        foreach (LedDescription led in board.Leds)
        {
            try
            {
                _leds.Add(led.Name, Open(led, pins, kernel));
            }
            catch (Exception problem) when (problem is PinUnavailableException or IOException)
            {
                problems.Add($"LED {led.Name}: {problem.Message}");
            }
        }

        Problems = problems;
    }

    /// <summary>One sentence per LED that is missing.</summary>
    public IReadOnlyList<string> Problems { get; }

    public IReadOnlyCollection<ILed> All => _leds.Values;

    /// <summary>Lights or darkens an LED; a name that the board does not have is ignored.</summary>
    /// <returns>A sentence when the LED has just failed: it is left out from now on.</returns>
    public string? Set(string name, bool lit, LedColor color = LedColor.Green)
    {
        if (!_leds.TryGetValue(name, out ILed? led)) return null;
        try
        {
            led.Color = color;
            led.IsOn = lit;
            return null;
        }
        catch (IOException gone)
        {
            _leds.Remove(name);
            Quench(led);
            return $"LED {name}: {gone.Message}; it stays as it is";
        }
    }

    /// <summary>Whether an LED is driven so that it shines; null: there is none of that name, or it has failed.</summary>
    public bool? IsLit(string name) => _leds.TryGetValue(name, out ILed? led) ? led.IsOn : null;

    public void Dispose()
    {
        foreach (ILed led in _leds.Values) Quench(led);
        _leds.Clear();
    }

    private static ILed Open(LedDescription led, IDigitalOutputController pins, IKernelLeds kernel)
    {
        switch (led.Source)
        {
            case LedSource.OnePin(var pin):
                return OnPin(led.Name, pin, led.ActiveLow, pins);
            case LedSource.TwoPins(var green, var red):
                Led one = OnPin(led.Name, green, led.ActiveLow, pins);
                try
                {
                    return new TwoColorLed(led.Name, one, OnPin(led.Name, red, led.ActiveLow, pins));
                }
                catch (PinUnavailableException)
                {
                    one.Dispose();
                    throw;
                }

            default:
                return kernel.Open(led.Name, ((LedSource.OfKernel)led.Source).Name);
        }
    }

    private static Led OnPin(string name, IPin pin, bool activeLow, IDigitalOutputController pins) =>
        new(name, pins.CreateDigitalOutputPort(pin, initialState: activeLow), activeLow);

    // Hardware that is gone cannot be darkened.
    private static void Quench(ILed led)
    {
        try
        {
            led.Dispose();
        }
        catch (IOException)
        {
        }
    }
}
