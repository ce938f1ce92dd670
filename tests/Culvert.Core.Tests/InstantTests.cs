namespace Culvert.Core.Tests;

public sealed class InstantTests
{
    [Fact]
    public void Adding_a_huge_span_saturates() =>
        Assert.Equal(long.MaxValue, (Instant.FromSeconds(1) + TimeSpan.MaxValue).Nanoseconds);

    [Fact]
    public void Earliest_deadline_keeps_its_reason()
    {
        var soon = new Deadline(Instant.FromSeconds(1), "retransmit");
        Assert.Equal("retransmit", Deadline.Earliest(Deadline.Never, soon).Reason);
        Assert.True(soon.IsDue(Instant.FromSeconds(1)));
        Assert.False(soon.IsDue(Instant.FromSeconds(0.999)));
    }
}
