using System.Globalization;
using System.Text;
using Culvert.Hal.Leds;
using Microsoft.Win32.SafeHandles;

namespace Culvert.Hal.Linux.Leds;

/// <summary>
/// An LED of the kernel, switched through its brightness file, which stays open. Disposed it is dark, and has the trigger back
/// that it had before.
/// </summary>
internal sealed class SysfsLed : ILed
{
    private const string NoTrigger = "none";

    private readonly string _trigger;
    private readonly string _triggerBefore;
    private readonly SafeFileHandle _brightness;
    private readonly byte[] _full;
    private bool _isOn;

    public SysfsLed(string name, string directory)
    {
        Name = name;
        _trigger = Path.Combine(directory, "trigger");
        _triggerBefore = Active(File.ReadAllText(_trigger));
        // With a trigger left on it the kernel would go on switching it.
        File.WriteAllText(_trigger, NoTrigger);
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
            if (_triggerBefore != NoTrigger) PutTriggerBack();
        }
    }

    // "none [timer] heartbeat": all that there are, the one in use in brackets.
    private static string Active(string triggers) =>
        triggers.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(word => word[0] == '[')?.Trim('[', ']') ?? NoTrigger;

    // Whoever took the rights away, or unloaded the trigger, has decided.
    private void PutTriggerBack()
    {
        try
        {
            File.WriteAllText(_trigger, _triggerBefore);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
        }
    }

    private void Write(bool on)
    {
        RandomAccess.Write(_brightness, on ? _full : "0"u8, fileOffset: 0);
        _isOn = on;
    }
}
