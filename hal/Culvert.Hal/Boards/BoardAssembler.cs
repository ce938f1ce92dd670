using Culvert.Hal.Gpio;

namespace Culvert.Hal.Boards;

/// <summary>Judges the bound options and makes the board of them: all problems at once.</summary>
internal sealed class BoardAssembler(BoardOptions options, string source)
{
    private readonly List<string> _problems = [];

    public BoardResult Assemble()
    {
        if (string.IsNullOrWhiteSpace(options.Name)) Problem("'name' is missing");
        GpioDriverKind driver = Word<GpioDriverKind>(options.Gpio.Driver, "gpio.driver");
        List<LedDescription> leds = options.Leds.Select(led => ToLed(led.Key, led.Value)).ToList();
        if (_problems.Count == 0) CheckRoles(leds);
        if (_problems.Count > 0) return new BoardResult(null, _problems);
        var ordered = leds.OrderBy(led => led.Role).ThenBy(led => led.Tunnel).ToList();
        return new BoardResult(new BoardDescription(options.Name!, options.Description ?? "", driver, ordered), []);
    }

    private LedDescription ToLed(string name, LedOptions led)
    {
        LedRole role = Word<LedRole>(led.Role, $"leds.{name}.role");
        if (role == LedRole.Tunnel && led.Tunnel < 1) Problem($"'leds.{name}.tunnel' must say which tunnel, counted from 1");
        return new LedDescription(name, ToPin(name, led.Pin), role, role == LedRole.Tunnel ? led.Tunnel : 0, led.ActiveLow);
    }

    private Pin ToPin(string led, string? pin)
    {
        if (pin is null) Problem($"'leds.{led}.pin' is missing");
        else if (options.Gpio.Pins.TryGetValue(pin, out int line)) return new Pin(pin, line);
        else Problem($"'leds.{led}.pin': no pin '{pin}' in 'gpio.pins'");
        return new Pin(pin ?? "", 0);
    }

    private void CheckRoles(List<LedDescription> leds)
    {
        foreach (IGrouping<(LedRole Role, int Tunnel), LedDescription> twice in leds.GroupBy(led => (led.Role, led.Tunnel)).Where(g => g.Count() > 1))
            Problem($"LEDs {Names(twice)} stand for the same thing");
        foreach (IGrouping<IPin, LedDescription> twice in leds.GroupBy(led => led.Pin).Where(g => g.Count() > 1 && g.Key.Name.Length > 0))
            Problem($"LEDs {Names(twice)} share pin {twice.Key.Name}");
    }

    private T Word<T>(string? word, string path)
        where T : struct, Enum
    {
        if (Enum.TryParse(word, ignoreCase: true, out T value) && Enum.IsDefined(value) && !char.IsAsciiDigit(word![0])) return value;
        string known = string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant();
        Problem(word is null ? $"'{path}' is missing; one of: {known}" : $"'{path}': '{word}' is not one of: {known}");
        return default;
    }

    private static string Names(IEnumerable<LedDescription> leds) => string.Join(" and ", leds.Select(led => led.Name));

    private void Problem(string text) => _problems.Add($"{source}: {text}");
}
