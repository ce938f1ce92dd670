using Culvert.Control.Boot;

namespace Culvert.Control.Tests.Boot;

public sealed class BootSlotTests
{
    [Theory]
    [InlineData("console=ttyAMA0 quiet culvert.slot=a\n", "a", false)]
    [InlineData("culvert.slot=b culvert.trial=1", "b", true)]
    [InlineData("culvert.slot=b culvert.trial=10", "b", false)]
    [InlineData("culvert.slot=a culvert.slot=b", "b", false)]
    [InlineData("culvert.slot=c culvert.trial=1", null, false)]
    [InlineData("culvert.trial=1", null, false)]
    [InlineData("xculvert.slot=a", null, false)]
    [InlineData("", null, false)]
    public void The_command_line_says_what_was_started(string text, string? name, bool isTrial) =>
        Assert.Equal(new BootSlot(name, isTrial), BootSlot.Of(text));
}
