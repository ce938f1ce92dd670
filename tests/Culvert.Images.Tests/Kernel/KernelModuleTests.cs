using Culvert.Images.Kernel;

namespace Culvert.Images.Tests.Kernel;

public sealed class KernelModuleTests
{
    [Fact]
    public void Modinfo_is_read()
    {
        KernelModule module = TestModules.Module("genet", "license=GPL", "depends=mdio-bcm-unimac,phy", "softdep=pre: a b post: c", "alias=of:N*T*Cx", "alias=platform:y");
        Assert.Equal(["mdio_bcm_unimac", "phy"], module.Depends);
        Assert.Equal(["a", "b"], module.Before);
        Assert.Equal(["c"], module.After);
        Assert.Equal(["of:N*T*Cx", "platform:y"], module.Aliases);
    }

    [Fact]
    public void A_module_without_dependencies_has_none()
    {
        KernelModule module = TestModules.Module("tun", "depends=", "not a pair");
        Assert.Empty(module.Depends);
        Assert.Empty(module.Aliases);
    }
}
