using Culvert.Hal.Serial;

namespace Culvert.HalContract.Serial;

/// <summary>What every serial port does.</summary>
public static class SerialContract
{
    private const int Moments = 3000;
    private const int Paste = 64 * 1024;

    public static IReadOnlyList<ContractCheck<ISerialRig>> All { get; } =
    [
        new("a closed port has no descriptor, and can be opened, closed and opened again", OpensAndCloses),
        new("every octet arrives as it was sent, both ways", EveryOctet),
        new("nothing to read is said at once", NothingToRead),
        new("a paste of 64 KiB, read in small pieces, loses nothing", Pastes),
        new("a line that takes no more says so, and loses nothing of what it took", Fills),
        new("reading waits as long as was asked for", ReadTimesOut),
        new("what was received can be counted, read at once, and thrown away", Counts),
        new("a far end that hangs up is told, not thrown", HangsUp),
        new("settings that a line cannot have are refused", RefusesSettings),
    ];

    private static void OpensAndCloses(ISerialRig rig)
    {
        ISerialPort port = rig.Port;
        Expect.Equal(false, port.IsOpen, "IsOpen before Open");
        Expect.Equal(-1, port.Descriptor, "Descriptor before Open");
        Expect.Throws<InvalidOperationException>(() => port.TryRead(new byte[1], out _), "reading a closed port");
        port.Close();
        for (int i = 0; i < 2; i++)
        {
            port.Open();
            port.Open();
            Expect.Equal(true, port.IsOpen, "IsOpen after Open");
            port.Close();
            Expect.Equal(false, port.IsOpen, "IsOpen after Close");
        }
    }

    private static void EveryOctet(ISerialRig rig)
    {
        // With what a terminal would take for itself: ^C, ^D, ^Z, ^S, ^Q, CR, LF, DEL.
        byte[] all = [.. Enumerable.Range(0, 256).Select(octet => (byte)octet)];
        rig.Port.Open();
        Expect.Equal(all.Length, rig.Send(all), "octets that the line took");
        Same(all, Drain(rig, all.Length), "received");
        Expect.Equal(all.Length, rig.Port.Write(all), "Write");
        byte[] far = new byte[all.Length];
        int got = 0;
        Until(rig, () => (got += rig.Receive(far.AsSpan(got))) == far.Length, "what was written arrives");
        Same(all, far, "arrived");
    }

    private static void NothingToRead(ISerialRig rig)
    {
        rig.Port.Open();
        Expect.Equal(SerialStatus.WouldBlock, rig.Port.TryRead(new byte[16], out int count), "TryRead of an idle line");
        Expect.Equal(0, count, "octets of an idle line");
        Expect.Equal(0, rig.Port.ReadAll().Length, "ReadAll of an idle line");
    }

    private static void Pastes(ISerialRig rig)
    {
        byte[] paste = [.. Enumerable.Range(0, Paste).Select(i => (byte)(i ^ (i >> 8)))];
        byte[] got = new byte[Paste];
        int sent = 0, received = 0;
        rig.Port.Open();
        Until(
            rig,
            () =>
            {
                if (sent < Paste) sent += rig.Send(paste.AsSpan(sent));
                while (received < Paste && rig.Port.TryRead(got.AsSpan(received, Math.Min(117, Paste - received)), out int count) == SerialStatus.Done) received += count;
                return received == Paste;
            },
            "the paste arrives");
        Same(paste, got, "pasted");
    }

    private static void Fills(ISerialRig rig)
    {
        byte[] piece = new byte[1024];
        List<byte> written = [], arrived = [];
        rig.Port.Open();
        SerialStatus status;
        while ((status = rig.Port.TryWrite(piece, out int count)) == SerialStatus.Done)
        {
            written.AddRange(piece[..count]);
            for (int i = 0; i < piece.Length; i++) piece[i] = (byte)(written.Count + (i * 7));
            Expect.True(written.Count < 1 << 24, "a line that nobody reads takes everything");
        }

        Expect.Equal(SerialStatus.WouldBlock, status, "TryWrite of a full line");
        byte[] buffer = new byte[4096];
        Until(
            rig,
            () =>
            {
                arrived.AddRange(buffer[..rig.Receive(buffer)]);
                return arrived.Count >= written.Count;
            },
            "what the line took arrives");
        Same([.. written], [.. arrived], "written");
    }

    private static void ReadTimesOut(ISerialRig rig)
    {
        rig.Port.Open();
        rig.Port.ReadTimeout = TimeSpan.FromMilliseconds(20);
        Expect.Throws<TimeoutException>(() => rig.Port.Read(new byte[4], 0, 4), "Read of an idle line");
        Expect.Throws<TimeoutException>(() => rig.Port.ReadByte(), "ReadByte of an idle line");
        rig.Send("ab"u8);
        Arrive(rig, 2);
        Expect.Equal('a', rig.Port.ReadByte(), "ReadByte");
        byte[] buffer = new byte[4];
        Expect.Equal(1, rig.Port.Read(buffer, 1, 3), "Read takes what is there");
        Same([0, (byte)'b', 0, 0], buffer, "Read at an offset");
    }

    private static void Counts(ISerialRig rig)
    {
        rig.Port.Open();
        rig.Send("abc"u8);
        Arrive(rig, 3);
        Expect.Equal(3, rig.Port.BytesToRead, "BytesToRead");
        Same("abc"u8.ToArray(), rig.Port.ReadAll(), "ReadAll");
        rig.Send("def"u8);
        Arrive(rig, 3);
        rig.Port.ClearReceiveBuffer();
        Expect.Equal(0, rig.Port.BytesToRead, "BytesToRead after ClearReceiveBuffer");
    }

    private static void HangsUp(ISerialRig rig)
    {
        rig.Port.Open();
        rig.Send("x"u8);
        Arrive(rig, 1);
        Expect.Equal('x', rig.Port.ReadByte(), "ReadByte");
        rig.HangUp();
        Until(rig, () => rig.Port.TryRead(new byte[4], out _) == SerialStatus.Closed, "the end of the line is seen");
        Expect.Equal(SerialStatus.Closed, rig.Port.TryWrite("y"u8, out int count), "TryWrite of a line that is gone");
        Expect.Equal(0, count, "octets that went nowhere");
        Expect.Equal(-1, rig.Port.ReadByte(), "ReadByte of a line that is gone");
        Expect.Throws<IOException>(() => rig.Port.Write([1, 2, 3]), "Write to a line that is gone");
        rig.Port.Close();
    }

    private static void RefusesSettings(ISerialRig rig)
    {
        foreach (int bits in (int[])[4, 9]) Expect.Throws<ArgumentOutOfRangeException>(() => rig.Port.DataBits = bits, $"DataBits {bits}");
        foreach (int speed in (int[])[-1, 0]) Expect.Throws<ArgumentOutOfRangeException>(() => rig.Port.BaudRate = speed, $"BaudRate {speed}");
        rig.Port.BaudRate = 9600;
        rig.Port.Open();
        rig.Port.BaudRate = 115200;
        Expect.Equal((115200, 8, Parity.None, StopBits.One), (rig.Port.BaudRate, rig.Port.DataBits, rig.Port.Parity, rig.Port.StopBits), "settings");
    }

    private static byte[] Drain(ISerialRig rig, int length)
    {
        byte[] got = new byte[length];
        int count = 0;
        Until(
            rig,
            () =>
            {
                if (rig.Port.TryRead(got.AsSpan(count), out int more) == SerialStatus.Done) count += more;
                return count == length;
            },
            $"{length} octets arrive");
        return got;
    }

    private static void Arrive(ISerialRig rig, int count) => Until(rig, () => rig.Port.BytesToRead >= count, $"{count} octets arrive");

    private static void Until(ISerialRig rig, Func<bool> condition, string what)
    {
        for (int i = 0; i < Moments; i++)
        {
            if (condition()) return;
            rig.Pass();
        }

        throw new ContractException($"not in time: {what}");
    }

    private static void Same(byte[] expected, byte[] actual, string what)
    {
        int at = expected.AsSpan().CommonPrefixLength(actual);
        Expect.True(at == expected.Length && at == actual.Length, $"{what}: differs at octet {at} of {expected.Length}, {actual.Length} came");
    }
}
