using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Culvert.Lab.Hosts;

/// <summary>
/// The front of an emulated box: its GPIO lines through QEMU's test protocol, which sees every change of an output and moves
/// the inputs.
/// </summary>
public sealed class MachinePanel : IDisposable
{
    private const int Button = 2;
    private const int FirstLed = 4;
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);
    private static readonly string[] Leds = ["status", "tunnel1", "tunnel2"];

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly string _device;
    private readonly Lock _gate = new();
    private readonly List<LedChange> _changes = [];
    private readonly SemaphoreSlim _answers = new(0);

    internal MachinePanel(string path, string device)
    {
        _device = device;
        _socket.Connect(new UnixDomainSocketEndPoint(path));
        new Thread(Listen) { IsBackground = true }.Start();
        Send($"irq_intercept_out {device}");
    }

    /// <summary>Every change that was seen, oldest first.</summary>
    public IReadOnlyList<LedChange> Changes
    {
        get
        {
            lock (_gate) return [.. _changes];
        }
    }

    /// <summary>Puts the finger on the reset button, or takes it off.</summary>
    public void Move(bool isPressed) => Send($"set_irq_in {_device} unnamed-gpio-in {Button} {(isPressed ? 1 : 0)}");

    /// <summary>Returns when everything has been seen that the machine did before.</summary>
    public void CatchUp() => Send("endianness");

    /// <summary>Whether an LED is lit now.</summary>
    public bool IsLit(string led) => Changes.LastOrDefault(change => change.Led == led)?.IsLit ?? false;

    /// <summary>How often an LED has been lit in the time up to now.</summary>
    public int Flashes(string led, TimeSpan time) =>
        Changes.Count(change => change.Led == led && change.IsLit && Stopwatch.GetElapsedTime(change.At) <= time);

    /// <summary>Whether the last time that an LED was lit and the last that it was dark both took about so long.</summary>
    public bool FlashesEvenly(string led, TimeSpan phase)
    {
        LedChange[] last = [.. Changes.Where(change => change.Led == led).TakeLast(3)];
        return last.Length == 3 && last.Zip(last.Skip(1)).All(pair => (Stopwatch.GetElapsedTime(pair.First.At, pair.Second.At) - phase).Duration() < phase / 3);
    }

    /// <summary>Whether an LED has not changed for a time, and is lit.</summary>
    public bool IsSolid(string led, TimeSpan time) =>
        Changes.LastOrDefault(change => change.Led == led) is { IsLit: true } last && Stopwatch.GetElapsedTime(last.At) >= time;

    public void Dispose() => _socket.Dispose();

    // Changes and answers come in their order.
    private void Send(string command)
    {
        _socket.Send(Encoding.ASCII.GetBytes(command + "\n"));
        if (!_answers.Wait(AnswerLimit)) throw new TimeoutException($"the emulator does not answer to {command}");
    }

    private void Listen()
    {
        try
        {
            using var reader = new StreamReader(new NetworkStream(_socket));
            while (reader.ReadLine() is { } line) Take(line);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // The machine has lost its power.
        }
    }

    // "IRQ raise 4", or "OK …" for a command
    private void Take(string line)
    {
        if (line.StartsWith("OK", StringComparison.Ordinal)) _answers.Release();
        if (line.Split(' ') is not ["IRQ", var edge, var number] || int.Parse(number) - FirstLed is < 0 or > 2) return;
        lock (_gate) _changes.Add(new LedChange(Stopwatch.GetTimestamp(), Leds[int.Parse(number) - FirstLed], edge == "raise"));
    }
}
