using Culvert.Lab.Gateways;

namespace Culvert.Demo;

/// <summary>Asks the box for its LEDs ten times a second, as `culvert show leds --json` tells them, and draws them on one line.</summary>
internal sealed class LedBar : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly CulvertGateway _gateway;
    private readonly Stage _stage;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;
    private string _patterns = "";

    public LedBar(CulvertGateway gateway, Stage stage)
    {
        _gateway = gateway;
        _stage = stage;
        _thread = new Thread(Watch) { IsBackground = true };
        _thread.Start();
    }

    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
    }

    private void Watch()
    {
        while (!_stop.Wait(Interval))
        {
            IReadOnlyList<LedView> leds = _gateway.Leds();
            _stage.ShowBar(leds.Count == 0 ? "" : $"  LEDs  {string.Join("   ", leds.Select(Draw))}");
            if (Console.IsOutputRedirected && leds.Count > 0) Announce(leds);
        }
    }

    // A log file cannot blink: it gets the patterns, whenever one changes.
    private void Announce(IReadOnlyList<LedView> leds)
    {
        string patterns = string.Join("  ", leds.Select(led => $"{led.Name}: {led.Pattern}"));
        if (patterns == _patterns) return;
        _patterns = patterns;
        _stage.Say($"  LEDs  {patterns}");
    }

    private static string Draw(LedView led) =>
        $"{(led.Lit ? "\e[1;32m●" : "\e[2m○")}\e[0m {led.Name} \e[2m{led.Pattern}\e[0m";
}
