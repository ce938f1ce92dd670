namespace Culvert.Core.Tests;

public sealed class NearestWordTests
{
    private static readonly string[] Known = ["left", "leftid", "leftsubnet", "right", "rightid", "dpddelay", "dpdtimeout", "ike"];

    [Theory]
    [InlineData("leftsubnt", "leftsubnet")]
    [InlineData("lefstubnet", "leftsubnet")]
    [InlineData("LEFTID", "leftid")]
    [InlineData("dpdtimeot", "dpdtimeout")]
    [InlineData("ik", "ike")]
    [InlineData("ikee", "ike")]
    public void A_slip_of_the_finger_finds_the_word_that_was_meant(string typed, string meant) => Assert.Equal(meant, NearestWord.Find(typed, Known));

    [Theory]
    [InlineData("")]
    [InlineData("banana")]
    [InlineData("esp")]
    public void What_resembles_nothing_finds_nothing(string typed) => Assert.Null(NearestWord.Find(typed, Known));

    [Fact]
    public void A_word_of_any_length_is_answered() => Assert.Null(NearestWord.Find(new string('x', 100_000), Known));
}
