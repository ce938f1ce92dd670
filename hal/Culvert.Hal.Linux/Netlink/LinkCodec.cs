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

        return new KernelLink(head.Index, name, mtu, (head.Flags & Ifla.FlagUp) != 0, (head.Flags & Ifla.FlagLoopback) != 0)
        {
            HasCarrier = (head.Flags & Ifla.FlagLowerUp) != 0,
        };
    }

    /// <summary>What names an address, to add it or to take it away.</summary>
    public static void WriteAddress(ref NetlinkWriter writer, LinkAddress address)
    {
        byte[] octets = address.Address.GetAddressBytes();
        writer.Append(new AddressMessage
        {
            Family = Families.ToKernel(address.Address.AddressFamily),
            PrefixLength = (byte)address.PrefixLength,
            Scope = Rta.ScopeUniverse,
            Index = address.LinkIndex,
        });
        writer.Attribute(Ifa.Local, octets);
        writer.Attribute(Ifa.Address, octets);
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
