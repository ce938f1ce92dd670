using System.Diagnostics;
using Culvert.Lab.Hosts;
using Culvert.Lab.Topologies;
using Microsoft.Win32.SafeHandles;

namespace Culvert.Demo;

/// <summary>The emulated box with its serial line on this terminal, its LEDs in the terminal's title, and AWS behind its WAN.</summary>
internal sealed class BoxTerminal(BoxLaboratory lab)
{
    // What telnet has for the same purpose.
    private const byte Escape = 0x1D;
    private const string Off = "○", On = "●";
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(5);
    private static readonly string[] Leds = ["status", "tunnel1", "tunnel2"];

    private readonly bool _isTerminal = !Console.IsInputRedirected;
    private volatile bool _isOver;
    private string _title = "";

    /// <summary>The card that this box has: kept from run to run until there is another image.</summary>
    /// <returns>The file.</returns>
    public static string Card()
    {
        string card = Path.Combine(Path.GetDirectoryName(BoxImage.Card)!, "run.img"), origin = card + ".manifest";
        string image = File.ReadAllText(BoxImage.Manifest);
        if (!File.Exists(card) || !File.Exists(origin) || File.ReadAllText(origin) != image)
        {
            File.Delete(origin);
            using Process copy = Process.Start("cp", ["--sparse=always", BoxImage.Card, card]);
            copy.WaitForExit();
            // cp has said why.
            if (copy.ExitCode != 0) throw new IOException($"no card for the box, cp to {card} ended with {copy.ExitCode}");
            File.WriteAllText(origin, image);
        }

        return card;
    }

    /// <summary>Until somebody takes the power away.</summary>
    public void Run(CancellationToken interrupted)
    {
        Console.WriteLine($"""
            The box starts; this terminal is its serial line. Ctrl-] takes its power away; its card is kept for the next time.
            Behind its WAN are a router with DHCP and AWS's two endpoints ({string.Join(", ", SiteAddresses.Endpoints)}), behind its LAN the
            branch's host {SiteAddresses.BranchHost}. The file to paste: tests/Lab/Aws/{AwsCloud.SampleFile}, its keys: {AwsCloud.SampleSecrets} beside it.
            The local network is {SiteAddresses.BranchNetwork}, the remote one {SiteAddresses.VpcNetwork}. The box's LAN wants an address: set interfaces lan address {SiteAddresses.BoxLan}/24, then commit.
            """);
        if (_isTerminal) Terminal("raw", "-echo");
        try
        {
            new Thread(Read) { IsBackground = true }.Start();
            using Stream output = Console.OpenStandardOutput();
            byte[] some = new byte[4096];
            while (!_isOver && !interrupted.IsCancellationRequested && !lab.Box.HasEnded)
            {
                int count = lab.Box.Line.Receive(some);
                output.Write(some, 0, count);
                ShowLeds(output);
                if (count == 0) Thread.Sleep(Turn);
            }
        }
        finally
        {
            if (_isTerminal) Terminal("sane");
        }
    }

    private void Read()
    {
        // The runtime's own stream reads a terminal line by line, shows what is typed, and ends at Ctrl-D: all that is the box's.
        using var input = new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
        byte[] some = new byte[256];
        while (input.Read(some) is > 0 and int count)
        {
            ReadOnlySpan<byte> typed = some.AsSpan(0, count);
            int end = typed.IndexOf(Escape);
            if (end >= 0) typed = typed[..end];
            // At the pace of a serial line: what is pasted must not be lost.
            while (!typed.IsEmpty)
            {
                typed = typed[lab.Box.Line.Send(typed[..Math.Min(11, typed.Length)])..];
                Thread.Sleep(1);
            }

            if (end >= 0) break;
        }

        _isOver = true;
    }

    private void ShowLeds(Stream output)
    {
        if (!_isTerminal) return;
        string title = string.Join("  ", Leds.Select(led => $"{(lab.Box.Panel.IsLit(led) ? On : Off)} {led}"));
        if (title == _title) return;
        _title = title;
        output.Write(System.Text.Encoding.UTF8.GetBytes($"\e]0;{title}\a"));
    }

    private static void Terminal(params string[] settings)
    {
        using Process stty = Process.Start("stty", settings);
        stty.WaitForExit();
    }
}
