using Culvert.Images.Boot;

namespace Culvert.Images.Tests.Boot;

public sealed class BootLoaderTests
{
    private const string Wanted = "# a comment\nCONFIG_A=y\n# CONFIG_B is not set\n";

    [Theory]
    [InlineData("CONFIG_A=y\n# CONFIG_B is not set\nCONFIG_C=y")]
    [InlineData("CONFIG_C=y\nCONFIG_A=y")]
    public void A_configuration_that_is_as_asked_for_passes(string configuration)
    {
        BootLoader.Demand(Wanted, configuration);
    }

    [Theory]
    [InlineData("CONFIG_A=m", "CONFIG_A=y")]
    [InlineData("# CONFIG_A is not set", "CONFIG_A=y")]
    [InlineData("CONFIG_A=y\nCONFIG_B=y", "# CONFIG_B is not set")]
    public void A_configuration_that_became_another_ends_the_build(string configuration, string line)
    {
        var fault = Assert.Throws<ImageException>(() => BootLoader.Demand(Wanted, configuration));
        Assert.Contains(line, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fragment_wins()
    {
        Assert.Equal("CONFIG_C=y\n" + Wanted, BootLoader.Combine("# CONFIG_A is not set\nCONFIG_B=y\nCONFIG_C=y\n", Wanted));
    }
}
