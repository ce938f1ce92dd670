using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Culvert.Hal.Linux.Netlink;

/// <summary>Links and their addresses from RTM_NEWLINK and RTM_NEWADDR.</summary>
internal static class LinkCodec
{
    public static KernelLink ReadLink(ReadOnlySpan<byte> body)
    {
        LinkMessage head = MemoryMarshal.Read<LinkMessage>(body);
        string name = "";
        int mtu = 0;
        var attributes = new AttributeReader(body[Unsafe.SizeOf<LinkMessage>()..]);
        while (attributes.MoveNext())
        {
            if (attributes.Type == Ifla.Name) name = Encoding.UTF8.GetString(attributes.Value).TrimEnd('\0');
            if (attributes.Type == Ifla.Mtu) mtu = (int)attributes.UInt32;
        }

        return new KernelLink(head.Index, name, mtu, (head.Flags & Ifla.FlagUp) != 0, (head.Flags & Ifla.FlagLoopback) != 0);
    }

    public static LinkAddress? ReadAddress(ReadOnlySpan<byte> body)
    {
        AddressMessage head = MemoryMarshal.Read<AddressMessage>(body);
        if (Families.FromKernel(head.Family) is null) return null;
        IPAddress? address = null, local = null;
        var attributes = new AttributeReader(body[Unsafe.SizeOf<AddressMessage>()..]);
        while (attributes.MoveNext())
        {
            if (attributes.Type == Ifa.Address) address = new IPAddress(attributes.Value);
            if (attributes.Type == Ifa.Local) local = new IPAddress(attributes.Value);
        }

        // On a point-to-point link IFA_ADDRESS is the far end, IFA_LOCAL ours.
        IPAddress? own = local ?? address;
        return own is null ? null : new LinkAddress(head.Index, own, head.PrefixLength);
    }
}
