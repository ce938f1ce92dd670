namespace Culvert.Hal.Leds;

/// <summary>A green and a red LED in one lamp: both together are amber. Owns the two; dark when disposed.</summary>
public sealed class TwoColorLed(string name, ILed green, ILed red) : ILed
{
    private bool _isOn;
    private LedColor _color;

    public string Name { get; } = name;

    public bool IsOn
    {
        get => _isOn;
        set => Show(value, _color);
    }

    public LedColor Color
    {
        get => _color;
        set => Show(_isOn, value);
    }

    public void Dispose()
    {
        try
        {
            green.Dispose();
        }
        finally
        {
            red.Dispose();
        }
    }

    private void Show(bool isOn, LedColor color)
    {
        (_isOn, _color) = (isOn, color);
        green.IsOn = isOn && color != LedColor.Red;
        red.IsOn = isOn && color != LedColor.Green;
    }
}
