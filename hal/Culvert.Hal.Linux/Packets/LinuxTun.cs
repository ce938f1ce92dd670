using System.Runtime.InteropServices;
using System.Text;
using Culvert.Core;
using Culvert.Hal.Packets;

namespace Culvert.Hal.Linux.Packets;

/// <summary>A TUN device with virtio-net headers.</summary>
internal sealed unsafe class LinuxTun : ITunDevice
{
    private const string Path = "/dev/net/tun";
    private const int MaxSlices = 80;

    // What the kernels that matter take, the best first: UDP segmentation came with 6.2.
    private static readonly TunOffloads[] OffloadSets =
    [
        TunOffloads.Checksum | TunOffloads.Tcp4 | TunOffloads.Tcp6 | TunOffloads.TcpEcn | TunOffloads.Udp4 | TunOffloads.Udp6,
        TunOffloads.Checksum | TunOffloads.Tcp4 | TunOffloads.Tcp6 | TunOffloads.TcpEcn,
        TunOffloads.Checksum | TunOffloads.Tcp4 | TunOffloads.Tcp6,
        TunOffloads.Checksum,
    ];

    private readonly FileDescriptor _descriptor;

    /// <exception cref="PacketDeviceException">No TUN support, not permitted, or the name is in use.</exception>
    public LinuxTun(string name)
    {
        _descriptor = Open(name);
        try
        {
            Name = Attach(name);
            Offloads = Best(TryOffload);
        }
        catch (PacketDeviceException)
        {
            _descriptor.Dispose();
            throw;
        }
    }

    public string Name { get; }

    public TunOffloads Offloads { get; }

    public int Descriptor => _descriptor.Number;

    public PacketIoStatus Read(Span<byte> frame, out int length)
    {
        fixed (byte* octets = frame)
        {
            nint read = Libc.Read(_descriptor.Number, octets, (nuint)frame.Length);
            length = (int)Math.Max(read, 0);
            return read >= 0 ? PacketIoStatus.Done : Status();
        }
    }

    public PacketIoStatus Write(ReadOnlySpan<byte> buffer, ReadOnlySpan<PacketSlice> slices)
    {
        if (slices.Length > MaxSlices) return PacketIoStatus.TooLarge;
        Libc.IoVector* vectors = stackalloc Libc.IoVector[MaxSlices];
        fixed (byte* octets = buffer)
        {
            for (int i = 0; i < slices.Length; i++)
                vectors[i] = new Libc.IoVector { Base = octets + slices[i].Offset, Length = (nuint)slices[i].Length };
            return Libc.WriteVector(_descriptor.Number, vectors, slices.Length) >= 0 ? PacketIoStatus.Done : Status();
        }
    }

    public void Dispose() => _descriptor.Dispose();

    /// <summary>The best set that the kernel accepts; none where it accepts no set.</summary>
    internal static TunOffloads Best(Func<TunOffloads, bool> accepts) => OffloadSets.FirstOrDefault(accepts);

    private static PacketIoStatus Status() => Marshal.GetLastPInvokeError() switch
    {
        Libc.Eagain or Libc.Enobufs or Libc.Eintr => PacketIoStatus.WouldBlock,
        _ => PacketIoStatus.Failed,
    };

    private static FileDescriptor Open(string name)
    {
        fixed (byte* path = Encoding.ASCII.GetBytes(Path + "\0"))
        {
            int descriptor = Libc.Open(path, Libc.OpenReadWrite | Libc.OpenNonBlocking | Libc.OpenCloseOnExec);
            if (descriptor >= 0) return new FileDescriptor(descriptor);
        }

        int error = Marshal.GetLastPInvokeError();
        throw new PacketDeviceException(error switch
        {
            Libc.Enoent => $"TUN device {name}, there is no {Path}, load the kernel module: modprobe tun",
            Libc.Eacces or Libc.Eperm => $"TUN device {name}, {Path} may not be opened, run as root",
            _ => $"TUN device {name}, {Path} cannot be opened, {Marshal.GetPInvokeErrorMessage(error)}",
        });
    }

    private string Attach(string name)
    {
        var request = new Libc.InterfaceRequest { Flags = Libc.TunDevice | Libc.TunNoPacketInformation | Libc.TunVirtioHeader };
        Encoding.ASCII.GetBytes(name, new Span<byte>(request.Name, Libc.InterfaceRequest.NameSize - 1));
        if (Libc.IoControl(_descriptor.Number, Libc.TunSetInterface, &request) != 0) throw Refused(name);
        int header = ITunDevice.HeaderLength;
        if (Libc.IoControl(_descriptor.Number, Libc.TunSetHeaderLength, &header) != 0) throw Refused(name);
        return Marshal.PtrToStringUTF8((nint)request.Name) ?? name;
    }

    private static PacketDeviceException Refused(string name)
    {
        int error = Marshal.GetLastPInvokeError();
        return new PacketDeviceException(error switch
        {
            Libc.Eperm or Libc.Eacces => $"TUN device {name}, not permitted, run as root or with CAP_NET_ADMIN",
            Libc.Ebusy => $"TUN device {name}, another process has it, stop that one (a second gateway?)",
            Libc.Einval => $"TUN device {name}, a device of another kind has that name, rename the tunnel or the device",
            _ => $"TUN device {name}, the kernel refuses it, {Marshal.GetPInvokeErrorMessage(error)}",
        });
    }

    private bool TryOffload(TunOffloads offloads) => Libc.IoControl(_descriptor.Number, Libc.TunSetOffload, (void*)(nint)offloads) == 0;
}
