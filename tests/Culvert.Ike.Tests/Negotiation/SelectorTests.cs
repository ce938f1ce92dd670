using Culvert.Core;
using Culvert.Ike.Negotiation;
using Culvert.Testing;

namespace Culvert.Ike.Tests.Negotiation;

public class SelectorTests
{
    [Theory]
    [InlineData("0.0.0.0/0", "10.50.0.0/16", "10.50.0.0/16")]
    [InlineData("10.50.0.0/16", "0.0.0.0/0", "10.50.0.0/16")]
    [InlineData("10.50.1.0/24,10.50.0.0/16", "10.50.0.0/16", "10.50.0.0/16")]
    [InlineData("10.50.0.0/16,10.51.0.0/16", "10.50.7.0/24,10.51.8.0/24", "10.50.7.0/24,10.51.8.0/24")]
    [InlineData("10.50.0.0/16", "10.60.0.0/16", "")]
    [InlineData("0.0.0.0/0,::/0", "2001:db8::/32", "2001:db8::/32")]
    public void The_responder_answers_with_what_both_want(string offered, string ours, string expected) =>
        Assert.Equal(expected, string.Join(',', SelectorNegotiation.Narrow(IkePair.Selectors(offered), IkePair.Selectors(ours))));

    [Fact]
    public void Hundreds_of_selectors_stay_within_what_a_payload_can_count()
    {
        IReadOnlyList<TrafficSelector> many = IkePair.Selectors(string.Join(',', Enumerable.Range(0, 255).Select(i => $"10.0.{i}.0/24")));
        Assert.Equal(255, SelectorNegotiation.Narrow(many, many).Count);
    }

    [Theory]
    [InlineData("10.50.0.0/16", "10.50.0.0/16", true)]
    [InlineData("10.50.3.0/24", "10.50.0.0/16", true)]
    [InlineData("10.0.0.0/8", "10.50.0.0/16", false)]
    [InlineData("10.50.0.0/16,10.51.0.0/16", "10.50.0.0/16", false)]
    public void The_initiator_accepts_no_more_than_it_offered(string answered, string offered, bool accepted) =>
        Assert.Equal(accepted, SelectorNegotiation.IsNarrowing(IkePair.Selectors(answered), IkePair.Selectors(offered)));

    [Fact]
    public void The_initiator_does_not_accept_nothing() => Assert.False(SelectorNegotiation.IsNarrowing([], IkePair.Selectors("10.50.0.0/16")));
}
