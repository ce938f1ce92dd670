using System.Globalization;
using System.Runtime.InteropServices;

namespace Culvert.Hal.Linux.Gpio;

/// <summary>A GPIO chip of the kernel, open. Owns the descriptor.</summary>
internal sealed unsafe class GpioChip : IDisposable
{
    private const string Devices = "/dev";
    private const string Prefix = "gpiochip";

    private readonly FileDescriptor _descriptor;

    private GpioChip(FileDescriptor descriptor, Libc.GpioChipInfo info)
    {
        _descriptor = descriptor;
        Name = NativeText.Read(info.Name, Libc.GpioNameSize);
        Label = NativeText.Read(info.Label, Libc.GpioNameSize);
        LineCount = (int)info.Lines;
    }

    /// <summary>"gpiochip0": depends on the order in which drivers came up.</summary>
    public string Name { get; }

    /// <summary>"pinctrl-bcm2711": what the driver calls it.</summary>
    public string Label { get; }

    public int LineCount { get; }

    public int Number => int.Parse(Name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <param name="wanted">Label or name; null: the only one.</param>
    /// <exception cref="IOException">There is no such chip; the message says which there are.</exception>
    public static GpioChip Open(string? wanted)
    {
        List<GpioChip> chips = [.. Directory.EnumerateFiles(Devices, Prefix + "*").Order(StringComparer.Ordinal).Select(OpenFile)];
        GpioChip[] fitting = [.. chips.Where(chip => wanted is null || wanted == chip.Label || wanted == chip.Name)];
        GpioChip? found = fitting is [var only] ? only : null;
        string there = chips.Count == 0 ? "there is none in /dev" : $"there are {string.Join(", ", chips.Select(chip => $"{chip.Name} ({chip.Label})"))}";
        foreach (GpioChip other in chips.Where(chip => chip != found)) other.Dispose();
        if (found is not null) return found;
        string what = wanted is null ? "no single GPIO chip" : fitting.Length > 1 ? $"more than one GPIO chip '{wanted}'" : $"no GPIO chip '{wanted}'";
        throw new IOException($"{what}, {there}, set gpio.chip in board.json to one of them or load its driver");
    }

    /// <summary>Who has a line; null when nobody has.</summary>
    public string? UserOf(int line)
    {
        var info = new Libc.GpioLineInfo { Offset = (uint)line };
        if (Libc.IoControl(_descriptor.Number, Libc.GpioGetLineInfo, &info) < 0) throw Errno.Last($"look at line {line} of {Name}");
        if ((info.Flags & Libc.GpioUsed) == 0) return null;
        string user = NativeText.Read(info.Consumer, Libc.GpioNameSize);
        return user.Length == 0 ? "the kernel" : user;
    }

    /// <summary>Takes a line.</summary>
    public FileDescriptor Request(int line, Libc.GpioLineConfig config, int eventBuffer)
    {
        var request = new Libc.GpioLineRequest { LineCount = 1, Config = config, EventBufferSize = (uint)eventBuffer };
        request.Offsets[0] = (uint)line;
        "culvert"u8.CopyTo(new Span<byte>(request.Consumer, Libc.GpioNameSize));
        if (Libc.IoControl(_descriptor.Number, Libc.GpioGetLine, &request) < 0)
        {
            int error = Marshal.GetLastPInvokeError();
            throw error == Libc.Ebusy ? new IOException($"line {line} of {Name} is in use by {UserOf(line) ?? "another program"}") : Errno.Of($"take line {line} of {Name}", error);
        }

        return new FileDescriptor(request.Descriptor);
    }

    public void Dispose() => _descriptor.Dispose();

    private static GpioChip OpenFile(string path)
    {
        int number;
        fixed (byte* start = NativeText.Path(path)) number = Libc.Open(start, Libc.OpenReadWrite | Libc.OpenCloseOnExec);
        if (number < 0) throw Errno.Last($"open {path}");
        var descriptor = new FileDescriptor(number);
        Libc.GpioChipInfo info;
        if (Libc.IoControl(number, Libc.GpioGetChipInfo, &info) == 0) return new GpioChip(descriptor, info);
        KernelException problem = Errno.Last($"ask {path} what it is");
        descriptor.Dispose();
        throw problem;
    }
}
