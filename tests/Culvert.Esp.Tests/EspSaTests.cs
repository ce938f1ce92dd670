using Culvert.Core;
using Culvert.Crypto;
using Culvert.Crypto.Packet;
using Culvert.Testing;
using static Culvert.Testing.InnerPacket;

namespace Culvert.Esp.Tests;

public sealed class EspSaTests
{
    public static TheoryData<EspProposal> Suites => [.. EspSuites.All.Concat(EspSuites.OfEachKind.Where(suite => suite.ExtendedSequenceNumbers))];

    public static TheoryData<EspProposal> Kinds => [.. EspSuites.OfEachKind];

    [Theory]
    [MemberData(nameof(Suites))]
    public void Packets_of_every_length_and_both_families_arrive_as_they_were(EspProposal suite)
    {
        using var pair = new SaPair(suite);
        for (int length = 0; length < 200; length++)
        {
            AssertArrives(pair, Udp(Local4, Remote4, new byte[length]));
            AssertArrives(pair, Udp(Local6, Remote6, new byte[length]));
        }

        AssertArrives(pair, Udp(Local4, Remote4, new byte[9000]));
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void The_largest_packet_that_the_mtu_allows_fits_the_wan_exactly_or_nearly(EspProposal suite)
    {
        using var pair = new SaPair(suite);
        int inner = EspMtu.Inner(suite, udpEncapsulated: true, 1500);
        Assert.InRange(20 + 8 + pair.Out.SealedLength(inner), 1500 - suite.Encryption.BlockLength() + 1, 1500);
        Assert.True(20 + 8 + pair.Out.SealedLength(inner + 1) > 1500);
    }

    [Fact]
    public void Sequence_numbers_begin_at_one_and_count_by_one()
    {
        using var pair = new SaPair(SaPair.Gcm);
        Assert.Equal([0, 0, 0, 1], pair.Seal(Udp(Local4, Remote4, [1])).AsSpan(4, 4).ToArray());
        Assert.Equal([0, 0, 0, 2], pair.Seal(Udp(Local4, Remote4, [1])).AsSpan(4, 4).ToArray());
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void A_packet_that_comes_twice_is_a_replay(EspProposal suite)
    {
        using var pair = new SaPair(suite);
        byte[] packet = pair.Seal(Udp(Local4, Remote4, [1]));
        Assert.Equal(PacketVerdict.Accepted, pair.In.Open([.. packet]).Verdict);
        OpenedPacket again = pair.In.Open([.. packet]);
        Assert.Equal(PacketVerdict.Replay, again.Verdict);
        Assert.False(again.IsAuthentic);
    }

    [Fact]
    public void A_packet_that_comes_again_before_the_first_is_accepted_is_a_replay_in_the_end()
    {
        using var pair = new SaPair(SaPair.Gcm);
        byte[] first = pair.Seal(Udp(Local4, Remote4, [1])), twin = [.. first];
        Assert.Equal(PacketVerdict.Accepted, pair.In.Check(first, out ulong number));
        Assert.Equal(PacketVerdict.Accepted, pair.In.Check(twin, out ulong sameNumber));
        Assert.True(pair.In.Decrypt(first, number));
        Assert.True(pair.In.Decrypt(twin, sameNumber));
        Assert.Equal(PacketVerdict.Accepted, pair.In.Accept(first, number).Verdict);
        OpenedPacket again = pair.In.Accept(twin, sameNumber);
        Assert.Equal((PacketVerdict.Replay, false), (again.Verdict, again.IsAuthentic));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Several_threads_seal_and_open_the_packets_of_one_SA(EspProposal suite)
    {
        const int Threads = 3, PacketsEach = 200;
        using var keys = SaPair.Keys(suite);
        EspSaParameters parameters = SaPair.Parameters(suite, keys, [.. SaPair.Prefixes("0.0.0.0/0")], [.. SaPair.Prefixes("0.0.0.0/0")]);
        using var outbound = new OutboundSa(parameters, new SeededEntropy(2), threads: Threads);
        using var inbound = new InboundSa(parameters, threads: Threads);
        byte[] inner = Udp(Local4, Remote4, new byte[700]);
        (byte[] Octets, ulong Number)[] packets = [.. Enumerable.Range(0, Threads * PacketsEach).Select(_ => Prepare())];
        bool[] areOpened = new bool[packets.Length];
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(thread => new Thread(() => Work(thread)))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.DoesNotContain(false, areOpened);
        foreach ((byte[] octets, ulong number) in packets)
        {
            OpenedPacket opened = inbound.Accept(octets, number);
            Assert.Equal(inner, octets.AsSpan(opened.Inner.Offset, opened.Inner.Length));
        }

        (byte[] Octets, ulong Number) Prepare()
        {
            byte[] packet = new byte[outbound.SealedLength(inner.Length)];
            inner.CopyTo(packet, outbound.InnerOffset);
            Assert.True(outbound.TryPrepare(packet, inner.Length, 4, out ulong number));
            return (packet, number);
        }

        void Work(int thread)
        {
            for (int i = thread; i < packets.Length; i += Threads)
            {
                (byte[] octets, ulong number) = packets[i];
                areOpened[i] = outbound.Seal(octets, number, thread)
                    && inbound.Check(octets, out ulong seen) == PacketVerdict.Accepted && seen == number
                    && inbound.Decrypt(octets, number, thread);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void A_forged_packet_does_not_move_the_window(EspProposal suite)
    {
        using var pair = new SaPair(suite);
        byte[] early = pair.Seal(Udp(Local4, Remote4, [1]));
        byte[] forged = pair.Seal(Udp(Local4, Remote4, [2]));
        forged.AsSpan(4, 4).Fill(0xff);
        Assert.Equal(PacketVerdict.Integrity, pair.In.Open(forged).Verdict);
        Assert.Equal(PacketVerdict.Accepted, pair.In.Open(early).Verdict);
    }

    [Fact]
    public void An_inner_packet_outside_the_selectors_is_dropped_but_proves_that_the_peer_lives()
    {
        using var pair = new SaPair(SaPair.CbcSha1);
        OpenedPacket opened = pair.In.Open(pair.Seal(Udp(Remote4, Local4, [1])));
        Assert.Equal(PacketVerdict.Selector, opened.Verdict);
        Assert.True(opened.IsAuthentic);
    }

    [Fact]
    public void Octets_after_the_inner_packet_are_confidentiality_padding_and_cut_off()
    {
        using var pair = new SaPair(SaPair.Gcm);
        byte[] inner = Udp(Local4, Remote4, [1, 2, 3]);
        OpenedPacket opened = pair.In.Open(pair.Seal([.. inner, .. new byte[77]]));
        Assert.Equal(PacketVerdict.Accepted, opened.Verdict);
        Assert.Equal(inner.Length, opened.Inner.Length);
    }

    [Fact]
    public void A_dummy_packet_is_dropped_without_complaint()
    {
        using var pair = new SaPair(SaPair.Gcm);
        Assert.Equal(PacketVerdict.Dummy, Open(pair, new byte[30], nextHeader: 59).Verdict);
    }

    [Fact]
    public void A_next_header_that_is_not_the_inner_version_is_malformed()
    {
        using var pair = new SaPair(SaPair.CbcSha1);
        Assert.Equal(PacketVerdict.Malformed, Open(pair, Udp(Local4, Remote4, [1]), nextHeader: 41).Verdict);
        Assert.Equal(PacketVerdict.Malformed, Open(pair, Udp(Local4, Remote4, [1]), nextHeader: 6).Verdict);
        Assert.Equal(PacketVerdict.Malformed, Open(pair, new byte[60], nextHeader: 4).Verdict);
    }

    [Fact]
    public void Padding_that_is_not_one_two_three_is_malformed()
    {
        EspProposal suite = SaPair.Gcm;
        using EspKeys keys = SaPair.Keys(suite);
        using IPacketSealer sealer = PacketCiphers.CreateSealer(suite, keys);
        using var pair = new SaPair(suite);
        byte[] inner = Udp(Local4, Remote4, [1, 2]);
        byte[] packet = new byte[16 + inner.Length + 4 + 16];
        packet[7] = 9;
        inner.CopyTo(packet, 16);
        byte[] trailer = [2, 1, 2, 4];
        trailer.CopyTo(packet, 16 + inner.Length);
        Assert.True(sealer.Seal(packet, 0));
        Assert.Equal(PacketVerdict.Malformed, pair.In.Open(packet).Verdict);
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void A_packet_cut_anywhere_is_dropped(EspProposal suite)
    {
        using var pair = new SaPair(suite);
        byte[] packet = pair.Seal(Udp(Local4, Remote4, new byte[40]));
        for (int length = 0; length < packet.Length; length++)
            Assert.NotEqual(PacketVerdict.Accepted, pair.In.Open(packet.AsSpan(0, length).ToArray()).Verdict);
    }

    [Theory]
    [InlineData(false, 0xC000_0000, uint.MaxValue)]
    [InlineData(true, 0xC000_0000_0000_0000, ulong.MaxValue)]
    public void Numbers_run_out_with_a_warning_first_and_never_wrap(bool extended, ulong threeQuarters, ulong largest)
    {
        EspProposal suite = SaPair.Gcm with { ExtendedSequenceNumbers = extended };
        using var soon = new SaPair(suite, threeQuarters - 1);
        Assert.Equal(SaWear.Fresh, soon.Out.Wear);
        soon.Seal(Udp(Local4, Remote4, [1]));
        Assert.Equal(SaWear.Worn, soon.Out.Wear);
        using var last = new SaPair(suite, largest - 1);
        Assert.Equal([0xff, 0xff, 0xff, 0xff], last.Seal(Udp(Local4, Remote4, [1])).AsSpan(4, 4).ToArray());
        Assert.Equal(SaWear.Spent, last.Out.Wear);
        Assert.False(last.Out.TrySeal(new byte[200], 100, 4));
    }

    [Fact]
    public void At_its_limit_an_SA_seals_no_more_and_still_takes_what_was_sent()
    {
        var limits = new TrafficLimits(new TrafficLimit(2, 0), new TrafficLimit(4, 0));
        using var pair = new SaPair(SaPair.Gcm, limits: limits);
        byte[][] packets = [.. Enumerable.Range(0, 4).Select(_ => pair.Seal(Udp(Local4, Remote4, [1])))];
        Assert.Equal(SaWear.Spent, pair.Out.Wear);
        Assert.False(pair.Out.TrySeal(new byte[200], 100, 4));

        Assert.All(packets, packet => Assert.Equal(PacketVerdict.Accepted, pair.In.Open(packet).Verdict));
        Assert.Equal(SaWear.Spent, pair.In.Wear);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Only_extended_numbers_go_on_past_32_bits(EspProposal suite)
    {
        using var pair = new SaPair(suite, uint.MaxValue - 3);
        byte[] late = [];
        for (int i = 0; i < 3; i++) AssertArrives(pair, Udp(Local4, Remote4, [1]));
        byte[] inner = Udp(Local4, Remote4, [2]);
        if (suite.ExtendedSequenceNumbers)
        {
            late = pair.Seal(inner);
            Assert.Equal([0, 0, 0, 0], late.AsSpan(4, 4).ToArray());
            for (int i = 0; i < 5; i++) AssertArrives(pair, inner);
            // From before the turn and from after it, out of order and twice.
            Assert.Equal(PacketVerdict.Accepted, pair.In.Open([.. late]).Verdict);
            Assert.Equal(PacketVerdict.Replay, pair.In.Open([.. late]).Verdict);
        }
        else
        {
            Assert.False(pair.Out.TrySeal(new byte[pair.Out.SealedLength(inner.Length)], inner.Length, 4));
        }
    }

    [Fact]
    public void A_packet_of_an_sa_without_extended_numbers_does_not_pass_for_one_with_them()
    {
        foreach (EspProposal suite in EspSuites.All)
        {
            using var plain = new SaPair(suite);
            using var extended = new SaPair(suite with { ExtendedSequenceNumbers = true });
            Assert.Equal(PacketVerdict.Integrity, extended.In.Open(plain.Seal(Udp(Local4, Remote4, [1]))).Verdict);
            Assert.Equal(PacketVerdict.Integrity, plain.In.Open(extended.Seal(Udp(Local4, Remote4, [1]))).Verdict);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Ten_thousand_packets_cost_no_allocation(EspProposal suite)
    {
        using var pair = new SaPair(suite);
        byte[] inner = Udp(Local4, Remote4, new byte[20]);
        byte[] packet = new byte[pair.Out.SealedLength(inner.Length)];
        Assert.Equal(0, Allocation.Of(() => Run(10_000)));

        void Run(int count)
        {
            for (int i = 0; i < count; i++)
            {
                inner.CopyTo(packet.AsSpan(pair.Out.InnerOffset));
                if (!pair.Out.TrySeal(packet, inner.Length, 4) || pair.In.Open(packet).Verdict != PacketVerdict.Accepted)
                    throw new InvalidOperationException();
            }
        }
    }

    [Fact]
    public void Random_octets_are_dropped_whatever_their_length()
    {
        using var pair = new SaPair(SaPair.CbcSha1);
        var entropy = new SeededEntropy(9);
        for (int i = 0; i < 20_000; i++)
        {
            OpenedPacket opened = pair.In.Open(entropy.Bytes((int)(entropy.NextUInt32() % 200)));
            Assert.False(opened.IsAuthentic);
        }
    }

    private static OpenedPacket Open(SaPair pair, byte[] inner, byte nextHeader)
    {
        byte[] packet = new byte[pair.Out.SealedLength(inner.Length)];
        inner.CopyTo(packet, pair.Out.InnerOffset);
        Assert.True(pair.Out.TrySeal(packet, inner.Length, nextHeader));
        return pair.In.Open(packet);
    }

    private static void AssertArrives(SaPair pair, byte[] inner)
    {
        byte[] packet = pair.Seal(inner);
        OpenedPacket opened = pair.In.Open(packet);
        Assert.Equal(PacketVerdict.Accepted, opened.Verdict);
        Assert.True(packet.AsSpan(opened.Inner.Offset, opened.Inner.Length).SequenceEqual(inner));
    }
}
