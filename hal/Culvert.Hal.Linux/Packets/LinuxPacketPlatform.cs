using Culvert.Hal.Packets;

namespace Culvert.Hal.Linux.Packets;

/// <summary>The packet devices of this machine.</summary>
/// <param name="notice">Told, once each, what the kernel does not offer and what is done in its place. Any thread.</param>
public sealed unsafe class LinuxPacketPlatform(Action<string> notice) : IPacketPlatform
{
    public ITunDevice OpenTun(string name) => new LinuxTun(name);

    public bool HasIPv6 => SocketSetup.HasIPv6();

    public IPacketSocket OpenUdp(UdpSocketOptions options) => new LinuxUdpSocket(options, notice);

    public IPacketSocket OpenEsp(EspSocketOptions options) => new LinuxEspSocket(options);

    public IPacketWaiter CreateWaiter() => new LinuxPacketWaiter();

    public IWakeSignal CreateSignal() => new LinuxWakeSignal();

    public bool TryUseRealtimePriority(int priority) => Libc.SetScheduler(0, Libc.SchedulingRoundRobin, &priority) == 0;
}
