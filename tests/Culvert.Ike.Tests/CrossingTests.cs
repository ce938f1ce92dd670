using Culvert.Core;
using Culvert.Ike.V2;
using Culvert.Testing;

namespace Culvert.Ike.Tests;

/// <summary>Tunnels with several CHILD SAs, while messages of both ends cross.</summary>
public class CrossingTests
{
    private static readonly string[] Far = ["10.50.1.1", "10.51.1.1", "10.52.1.1"];

    /// <summary>Before, between and after the messages of an exchange whose every leg takes 5 ms, and its key exchange up to 20.</summary>
    public static TheoryData<int> Moments { get; } = [0, 3, 6, 9, 12, 18, 25, 35, 60];

    [Theory, MemberData(nameof(Moments))]
    public void The_peer_deletes_the_IKE_SA_while_we_rekey_a_CHILD_SA(int milliseconds)
    {
        IkePair pair = Connected();
        RekeyAtLeft(pair, Far[1]);
        pair.RunFor(TimeSpan.FromMilliseconds(milliseconds));
        pair.Command(pair.Right, new IkeCommand.Terminate("t"));
        AssertNothingLeft(pair);
    }

    [Theory, MemberData(nameof(Moments))]
    public void The_peer_deletes_the_IKE_SA_while_we_ask_for_what_is_missing(int milliseconds)
    {
        IkePair pair = Wide().Connect();
        pair.RunFor(TimeSpan.FromMilliseconds(milliseconds));
        pair.Command(pair.Right, new IkeCommand.Terminate("t"));
        AssertNothingLeft(pair);
    }

    [Theory, MemberData(nameof(Moments))]
    public void The_peer_deletes_the_IKE_SA_while_we_rekey_it(int milliseconds)
    {
        IkePair pair = Connected();
        pair.Command(pair.Left, new IkeCommand.RekeyIke("t"));
        pair.RunFor(TimeSpan.FromMilliseconds(milliseconds));
        pair.Command(pair.Right, new IkeCommand.Terminate("t"));
        AssertNothingLeft(pair);
    }

    [Theory, MemberData(nameof(Moments))]
    public void The_peer_deletes_the_CHILD_SA_that_we_rekey(int milliseconds)
    {
        IkePair pair = Connected();
        RekeyAtLeft(pair, Far[1]);
        pair.RunFor(TimeSpan.FromMilliseconds(milliseconds));
        DeleteAtRight(pair, Far[1]);
        AssertAllCarry(pair);
    }

    [Theory, MemberData(nameof(Moments))]
    public void The_peer_deletes_a_CHILD_SA_while_we_rekey_another(int milliseconds)
    {
        IkePair pair = Connected();
        RekeyAtLeft(pair, Far[0]);
        pair.RunFor(TimeSpan.FromMilliseconds(milliseconds));
        DeleteAtRight(pair, Far[2]);
        AssertAllCarry(pair);
    }

    [Fact]
    public void A_CHILD_SA_that_the_peer_deletes_soon_after_the_rekey_of_another_is_asked_for_again()
    {
        IkePair pair = Connected();
        RekeyAtLeft(pair, Far[0]);
        pair.RunFor(10);
        DeleteAtRight(pair, Far[2]);
        AssertAllCarry(pair);
    }

    [Theory, MemberData(nameof(Moments))]
    public void The_peer_deletes_a_CHILD_SA_while_we_rekey_the_IKE_SA(int milliseconds)
    {
        IkePair pair = Connected();
        pair.Command(pair.Left, new IkeCommand.RekeyIke("t"));
        pair.RunFor(TimeSpan.FromMilliseconds(milliseconds));
        DeleteAtRight(pair, Far[2]);
        AssertAllCarry(pair);
    }

    [Theory, MemberData(nameof(Moments))]
    public void Both_ends_rekey_and_the_peer_deletes_one(int milliseconds)
    {
        IkePair pair = Connected();
        RekeyAtLeft(pair, Far[0]);
        IkeSa right = RightSa(pair);
        right.RekeyChild(pair.Now, right.Children[1]);
        pair.RunFor(TimeSpan.FromMilliseconds(milliseconds));
        DeleteAtRight(pair, Far[2]);
        AssertAllCarry(pair);
    }

    [Fact]
    public void A_peer_that_restarted_has_them_all_again_and_nothing_old_stays()
    {
        IkePair pair = Connected();
        HashSet<uint> old = [.. pair.Right.Installed.Select(child => child.InboundSpi)];
        pair.RestartLeft(seed: 5);
        pair.Command(pair.Left, new IkeCommand.Initiate("t"));
        AssertAllCarry(pair);
        Assert.DoesNotContain(pair.Right.Installed, child => old.Contains(child.InboundSpi));
        Assert.Single(pair.Right.Endpoint.Sas.All);
    }

    [Fact]
    public void Both_start_at_one_moment_and_every_message_crosses_its_like()
    {
        IkePair pair = Wide();
        pair.RightTunnel = pair.RightTunnel with { MayInitiate = true };
        (pair.Left.SlowestJob, pair.Right.SlowestJob) = (TimeSpan.Zero, TimeSpan.Zero);
        pair.Configure();
        pair.Command(pair.Left, new IkeCommand.Initiate("t"));
        pair.Command(pair.Right, new IkeCommand.Initiate("t"));
        pair.RunFor(60);
        Assert.Single(pair.Left.Endpoint.Sas.All);
        Assert.Single(pair.Right.Endpoint.Sas.All);
        AssertAllCarry(pair);
        // Both began: neither was spared the first exchange by the other's.
        foreach (string end in (string[])["left", "right"]) Assert.Contains(pair.Link.Sent, m => m.Sender == end && m.IsRequest && m.Exchange == "IKE_AUTH");
    }

    private static IkePair Wide()
    {
        var pair = new IkePair();
        pair.LeftTunnel = pair.LeftTunnel with { RemoteSelectors = IkePair.Selectors("10.50.0.0/16,10.51.0.0/16,10.52.0.0/16") };
        pair.RightTunnel = pair.RightTunnel with { LocalSelectors = IkePair.Selectors("10.50.0.0/16,10.51.0.0/16,10.52.0.0/16"), MayInitiate = false };
        (pair.Left.SlowestJob, pair.Right.SlowestJob) = (TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(20));
        pair.GrantOnePairOnly();
        return pair;
    }

    // Long enough that the peer's DELETE is not taken for second thoughts about what it has just made.
    private static IkePair Connected()
    {
        IkePair pair = Wide().Connect();
        pair.RunFor(120);
        Assert.Equal(Far.Length, pair.Left.AllOutbound().Count());
        return pair;
    }

    private static IkeSa RightSa(IkePair pair) => pair.Right.Endpoint.Sas.All.First(sa => sa.State == IkeSaState.Established && sa.Children.Count > 0);

    private static void RekeyAtLeft(IkePair pair, string far)
    {
        uint spi = pair.Left.Carrier("10.60.0.1", far)!.InboundSpi;
        IkeSa left = pair.Left.Endpoint.Sas.All.Single(sa => sa.State == IkeSaState.Established);
        left.RekeyChild(pair.Now, left.Children.Single(child => child.InboundSpi == spi));
        pair.RunFor(0);
    }

    // On its own account, whatever it has for that network now.
    private static void DeleteAtRight(IkePair pair, string far)
    {
        uint spi = pair.Left.Carrier("10.60.0.1", far)!.OutboundSpi;
        IkeSa right = RightSa(pair);
        if (right.Children.FirstOrDefault(child => child.InboundSpi == spi) is { } child) right.DeleteChild(pair.Now, child);
        pair.RunFor(0);
    }

    private static void AssertAllCarry(IkePair pair)
    {
        pair.RunFor(60);
        foreach (string far in Far)
        {
            ChildSa? carrier = pair.Left.Carrier("10.60.0.1", far);
            Assert.True(carrier is not null, $"nothing to {far}");
            Assert.True(pair.Right.Accepts(carrier.OutboundSpi), $"the peer does not know what we send to {far} on");
        }

        Assert.All(pair.Right.AllOutbound(), child => Assert.True(pair.Left.Accepts(child.OutboundSpi)));
        Assert.Equal(
            pair.Left.Installed.Select(child => child.InboundSpi).Order(),
            pair.Right.Installed.Select(child => child.OutboundSpi).Order());
        Assert.DoesNotContain(pair.Left.EventsOf<IkeEvent.IkeSaDown>(), down => down.Why != IkeFailure.Replaced);
    }

    private static void AssertNothingLeft(IkePair pair)
    {
        pair.RunFor(40);
        foreach (IkeHost host in (IkeHost[])[pair.Left, pair.Right])
        {
            Assert.False(host.Endpoint.HasSa("t"));
            Assert.Single(host.EventsOf<IkeEvent.IkeSaDown>());
            Assert.Empty(host.Installed);
            Assert.Empty(host.AllOutbound());
        }
    }
}
