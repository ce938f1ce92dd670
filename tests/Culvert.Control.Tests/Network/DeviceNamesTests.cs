using Culvert.Control.Network;

namespace Culvert.Control.Tests.Network;

public sealed class DeviceNamesTests
{
    [Theory]
    [InlineData("Tunnel1")]
    [InlineData("aws-2-Tunnel1")]
    [InlineData("exactly-fifteen")]
    public void A_name_that_fits_is_kept(string tunnel) => Assert.Equal(tunnel, DeviceNames.Assign([tunnel])[tunnel]);

    [Fact]
    public void Long_names_are_shortened_and_unique()
    {
        string[] tunnels = Enumerable.Range(0, 2000).Select(i => $"a-connection-to-seoul-{i}").ToArray();
        IReadOnlyDictionary<string, string> devices = DeviceNames.Assign(tunnels);
        Assert.All(devices.Values, device => Assert.InRange(device.Length, 1, DeviceNames.Longest));
        Assert.Equal(tunnels.Length, devices.Values.Distinct().Count());
    }

    [Fact]
    public void A_name_does_not_depend_on_the_other_tunnels()
    {
        const string Long = "aws-frankfurt-Tunnel1";
        Assert.Equal(DeviceNames.Assign([Long])[Long], DeviceNames.Assign(["aws-frankfurt-Tunnel2", Long])[Long]);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("with space")]
    [InlineData("..")]
    [InlineData("tünnel")]
    [InlineData("")]
    public void What_the_kernel_refuses_is_replaced(string tunnel)
    {
        string device = DeviceNames.Assign([tunnel])[tunnel];
        Assert.Matches("^[A-Za-z0-9._-]{1,15}$", device);
        Assert.NotEqual("..", device);
    }
}
