using Culvert.Hal.Linux.Serial;
using Culvert.Hal.Serial;
using Culvert.HalContract.Serial;
using Culvert.Testing;

namespace Culvert.Hal.Tests.Serial;

/// <summary>The contract's rig on a tty of the kernel: a pseudo-terminal. The kernel carries octets over on a thread of its own.</summary>
internal sealed class TerminalRig : ISerialRig
{
    private readonly PseudoTerminal _far = new();

    public TerminalRig() => Port = new LinuxSerialController().CreateSerialPort(_far.Path, 115200);

    public ISerialPort Port { get; }

    public int Send(ReadOnlySpan<byte> octets) => _far.Send(octets);

    public int Receive(Span<byte> octets) => _far.Receive(octets);

    public void HangUp() => _far.Dispose();

    public void Pass() => Thread.Sleep(1);

    public void Dispose()
    {
        Port.Dispose();
        _far.Dispose();
    }
}
