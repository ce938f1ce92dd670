using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;

namespace Culvert.Demo;

/// <summary>Asks the box for its LEDs ten times a second and shows the line of lamps that `culvert show leds` begins with.</summary>
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
            if (Console.IsOutputRedirected) Announce(_gateway.Leds());
            else _stage.ShowBar(Lit(_gateway.Culvert("show", "leds")));
        }
    }

    // What is not a terminal gets no colours from culvert, and here it is talking to us.
    private static string Lit(CommandResult answer) =>
        answer.ExitCode != 0 ? "" : $"  LEDs  {answer.Output.Split('\n')[0].Replace("●", "\e[1;32m●\e[0m", StringComparison.Ordinal)}";

    // A log file cannot blink: it gets the patterns, whenever one changes.
    private void Announce(IReadOnlyList<LedView> leds)
    {
        string patterns = string.Join("  ", leds.Select(led => $"{led.Name}: {led.Pattern}"));
        if (patterns == _patterns || leds.Count == 0) return;
        _patterns = patterns;
        _stage.Say($"  LEDs  {patterns}");
    }
}
