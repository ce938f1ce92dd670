using Culvert.Images.Kernel;
using static Culvert.Images.Tests.Kernel.TestModules;

namespace Culvert.Images.Tests.Kernel;

public sealed class ModuleClosureTests
{
    [Fact]
    public void What_a_module_depends_on_comes_before_it()
    {
        Assert.Equal(["mbcache", "jbd2", "ext4"], Order(KernelOf([], Module("ext4", "depends=mbcache,jbd2"), Module("jbd2"), Module("mbcache")), "ext4"));
    }

    [Fact]
    public void A_soft_dependency_is_found_by_its_alias_and_comes_before()
    {
        KernelModules kernel = KernelOf([], Module("libcrc32c", "softdep=pre: crc32c"), Module("crc32c_generic", "alias=crc32c"), Module("crc32c_arm64", "alias=crc32c"));
        Assert.Equal(["crc32c_arm64", "crc32c_generic", "libcrc32c"], Order(kernel, "libcrc32c"));
    }

    [Fact]
    public void A_soft_dependency_after_comes_after()
    {
        Assert.Equal(["a", "b"], Order(KernelOf([], Module("a", "softdep=post: b"), Module("b")), "a"));
    }

    [Fact]
    public void A_soft_dependency_that_the_kernel_does_not_have_is_passed_over()
    {
        Assert.Equal(["a"], Order(KernelOf([], Module("a", "softdep=pre: nowhere")), "a"));
    }

    [Fact]
    public void Modules_that_want_each_other_end()
    {
        Assert.Equal(["b", "a"], Order(KernelOf([], Module("a", "softdep=pre: b"), Module("b", "softdep=pre: a")), "a"));
    }

    [Fact]
    public void What_two_need_is_there_once()
    {
        Assert.Equal(["mii", "asix", "r8152"], Order(KernelOf([], Module("asix", "depends=mii"), Module("r8152", "depends=mii"), Module("mii")), "asix", "r8152"));
    }

    [Theory]
    [InlineData("xhci-pci")]
    [InlineData("xhci_pci")]
    public void Hyphen_and_underscore_are_one(string name)
    {
        Assert.Equal(["xhci_pci"], Order(KernelOf([], Module("xhci_pci")), name));
    }

    [Fact]
    public void A_built_in_driver_needs_no_module()
    {
        Assert.Empty(Order(KernelOf(["gpio-pl061"]), "gpio-pl061"));
    }

    [Fact]
    public void A_driver_that_the_kernel_does_not_have_ends_the_build()
    {
        var fault = Assert.Throws<ImageException>(() => Order(KernelOf(["tun"], Module("ext4")), "rp1"));
        Assert.Contains("'rp1'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_dependency_ends_the_build()
    {
        Assert.Throws<ImageException>(() => Order(KernelOf([], Module("ext4", "depends=jbd2")), "ext4"));
    }

    private static string[] Order(KernelModules kernel, params string[] wanted)
    {
        var closure = new ModuleClosure(kernel);
        foreach (string name in wanted) closure.Want(name);
        return closure.Order.Names();
    }
}
