using Culvert.Hal.Linux;
using Culvert.Hal.Linux.Serial;
using Culvert.Hal.Serial;
using Culvert.HalContract.Serial;
using Culvert.Testing;

namespace Culvert.Hal.Tests.Serial;

public sealed class SerialTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static TheoryData<string> Contract => [.. SerialContract.All.Select(check => check.Name)];

    [Theory]
    [MemberData(nameof(Contract))]
    public void The_simulated_line_keeps_the_contract(string name)
    {
        using var rig = new SimulatedSerialRig();
        SerialContract.All.Run(name, rig);
    }

    [Theory]
    [MemberData(nameof(Contract))]
    public void A_tty_keeps_the_contract(string name)
    {
        using var rig = new TerminalRig();
        SerialContract.All.Run(name, rig);
    }

    [Fact]
    public void A_poll_loop_wakes_when_octets_come()
    {
        using var far = new PseudoTerminal();
        using var port = new LinuxSerialPort(far.Path, 115200);
        port.Open();
        var poll = new PollSet();
        int number = poll.Add(port.Descriptor);
        poll.Wait(TimeSpan.Zero);
        Assert.False(poll.IsReadable(number));
        far.Send("!"u8);
        poll.Wait(Limit);
        Assert.True(poll.IsReadable(number));
    }

    [Theory]
    [InlineData("/dev/ttyNOPE", "there is no /dev/ttyNOPE, load its driver or name the right one in board.json")]
    [InlineData("/dev/null", "/dev/null is no serial line, name the right one in board.json")]
    public void A_line_that_cannot_be_had_is_one_sentence(string device, string sentence)
    {
        using var port = new LinuxSerialPort(device, 115200);
        Assert.Equal(sentence, Assert.Throws<IOException>(port.Open).Message);
        Assert.False(port.IsOpen);
    }

    [Fact]
    public void A_line_is_for_one_at_a_time_and_nobody_else_touches_its_settings()
    {
        using var far = new PseudoTerminal();
        using var first = new LinuxSerialPort(far.Path, 57600);
        using var second = new LinuxSerialPort(far.Path, 9600);
        first.Open();
        string during = Settings(far.Path);
        Assert.Equal($"{far.Path} is in use by another program, stop that one (another console, a getty?)", Assert.Throws<IOException>(second.Open).Message);
        Assert.False(second.IsOpen);
        Assert.Equal(during, Settings(far.Path));
        first.Close();
        // Whoever begins a process just now has the line open too, until that process has become another program.
        Assert.True(SpinWait.SpinUntil(() => IsOpened(second), Limit));
    }

    [Fact]
    public void Odd_speeds_are_refused_before_anything_is_opened() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LinuxSerialController().CreateSerialPort("/dev/ttyS0", 115201));

    [Fact]
    public void Every_setting_is_taken_by_the_kernel_and_put_back()
    {
        using var far = new PseudoTerminal();
        // A line that nobody has open forgets its settings.
        using FileDescriptor keeper = OpenUnlocked(far.Path);
        string before = Settings(far.Path);
        ISerialPort port = new LinuxSerialController().CreateSerialPort(far.Path, 57600, 7, Parity.Odd, StopBits.Two);
        port.Open();
        string during = Settings(far.Path);
        Assert.Contains("speed 57600 baud", during, StringComparison.Ordinal);
        Assert.Contains(" cstopb", during, StringComparison.Ordinal);
        Assert.DoesNotContain(" -cstopb", during, StringComparison.Ordinal);
        port.Close();
        Assert.Equal(before, Settings(far.Path));
    }

    private static bool IsOpened(LinuxSerialPort port)
    {
        try
        {
            port.Open();
            return port.IsOpen;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static unsafe FileDescriptor OpenUnlocked(string tty)
    {
        fixed (byte* path = NativeText.Path(tty))
            return new FileDescriptor(Libc.Open(path, Libc.OpenReadWrite | Libc.OpenNoControllingTerminal | Libc.OpenCloseOnExec));
    }

    private static string Settings(string tty)
    {
        using var stty = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("stty", ["-F", tty, "-a"]) { RedirectStandardOutput = true })!;
        string text = stty.StandardOutput.ReadToEnd();
        stty.WaitForExit();
        Assert.Equal(0, stty.ExitCode);
        return text;
    }
}
