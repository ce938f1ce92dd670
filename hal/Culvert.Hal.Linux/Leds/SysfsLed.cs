using System.Globalization;
using System.Text;
using Culvert.Hal.Leds;
using Microsoft.Win32.SafeHandles;

namespace Culvert.Hal.Linux.Leds;

/// <summary>An LED of the kernel, switched through its brightness file, which stays open. Dark when disposed.</summary>
internal sealed class SysfsLed : ILed
{
    private readonly SafeFileHandle _brightness;
    private readonly byte[] _full;
    private bool _isOn;

    public SysfsLed(string name, string directory)
    {
        Name = name;
        // With a trigger left on it the kernel would go on switching it.
        File.WriteAllText(Path.Combine(directory, "trigger"), "none");
        string most = File.ReadAllText(Path.Combine(directory, "max_brightness")).Trim();
        _full = Encoding.ASCII.GetBytes(int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out int level) && level > 0 ? most : "1");
        _brightness = File.OpenHandle(Path.Combine(directory, "brightness"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        Write(on: false);
    }

    public string Name { get; }

    public bool IsOn
    {
        get => _isOn;
        set
        {
            if (value != _isOn) Write(value);
        }
    }

    public LedColor Color { get; set; }

    public void Dispose()
    {
        try
        {
            Write(on: false);
        }
        finally
        {
            _brightness.Dispose();
        }
    }

    private void Write(bool on)
    {
        RandomAccess.Write(_brightness, on ? _full : "0"u8, fileOffset: 0);
        _isOn = on;
    }
}
