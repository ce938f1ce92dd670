using Culvert.Hal.Boards;
using Culvert.Hal.Nics;
using Culvert.Images.Description;
using Culvert.Images.Kernel;
using Culvert.Images.Trees;
using static Culvert.Images.Tests.Kernel.TestModules;

namespace Culvert.Images.Tests.Kernel;

public sealed class BoardDriversTests
{
    private static readonly ImageDescription Image = new() { Devices = ["ethernet", "gpio"] };
    private static readonly BoardDescription Board = new("rpi4");

    [Fact]
    public void A_device_of_the_tree_gets_the_module_that_names_it()
    {
        KernelModules kernel = KernelOf([], Module("genet", "alias=of:N*T*Cbrcm,genet-v5C*"), Module("other", "alias=of:N*T*Cother"));
        Assert.Equal(["genet"], Find(Image, Tree(Node("ethernet@1", "brcm,genet-v5")), kernel));
    }

    [Fact]
    public void A_device_that_nothing_drives_ends_the_build_with_its_name()
    {
        var fault = Assert.Throws<ImageException>(() => Find(Image, Tree(Node("ethernet@7d580000", "brcm,genet-v5")), KernelOf([], Module("tun"))));
        Assert.Equal(
            "rpi4: the kernel has no driver for ethernet@7d580000 (brcm,genet-v5): name it in board/rpi4/image.json, under deviceDrivers",
            fault.Message);
    }

    [Fact]
    public void A_driver_that_is_named_for_a_device_may_be_built_in()
    {
        ImageDescription image = Image with { DeviceDrivers = new() { ["brcm,gpio"] = "pinctrl-bcm2835" } };
        Assert.Empty(Find(image, Tree(Node("gpio@1", "brcm,gpio")), KernelOf(["pinctrl-bcm2835"])));
    }

    [Fact]
    public void A_driver_that_is_named_for_a_device_and_not_there_ends_the_build()
    {
        ImageDescription image = Image with { DeviceDrivers = new() { ["brcm,gpio"] = "pinctrl-bcm2835" } };
        Assert.Throws<ImageException>(() => Find(image, Tree(Node("gpio@1", "brcm,gpio")), KernelOf([])));
    }

    [Fact]
    public void Devices_that_are_off_and_unused_ones_and_other_kinds_need_nothing()
    {
        ImageDescription image = Image with { UnusedDevices = new() { ["brcm,spare"] = "nothing is plugged in" } };
        TreeNode tree = Tree(
            Node("ethernet@1", "a").With("status", "disabled"),
            new TreeNode("bus").With("status", "disabled").With(Node("ethernet@2", "b")),
            Node("ethernet@3", "brcm,spare"),
            Node("sound", "c"));
        Assert.Empty(Find(image, tree, KernelOf([])));
    }

    [Fact]
    public void The_regulators_of_a_device_and_their_own_come_before_it()
    {
        TreeNode tree = Tree(
            Node("ethernet@1", "mac").With("phy-supply", 7),
            Node("fixed", "regulator-fixed").With("phandle", 7).With("vin-supply", 8),
            Node("pmic", "chip").With(new TreeNode("regulators").With(new TreeNode("ldo1").With("phandle", 8))),
            Node("other", "regulator-other").With("phandle", 9));
        KernelModules kernel = KernelOf([], Module("mac", Of("mac")), Module("fixed", Of("regulator-fixed")), Module("pmic", Of("chip")), Module("other", Of("regulator-other")));
        Assert.Equal(["pmic", "fixed", "mac"], Find(Image, tree, kernel));
    }

    [Fact]
    public void A_regulator_that_nothing_drives_ends_the_build_with_whose_it_is()
    {
        TreeNode tree = Tree(Node("ethernet@1", "mac").With("phy-supply", 7), Node("sd_vcc_reg", "regulator-fixed").With("phandle", 7));
        var fault = Assert.Throws<ImageException>(() => Find(Image, tree, KernelOf([], Module("mac", Of("mac")))));
        Assert.Equal(
            "rpi4: the kernel has no driver for sd_vcc_reg (regulator-fixed), phy-supply of ethernet@1: name it in board/rpi4/image.json, under deviceDrivers",
            fault.Message);
    }

    [Fact]
    public void A_regulator_may_be_built_in_or_unused()
    {
        TreeNode tree = Tree(
            Node("ethernet@1", "mac").With("phy-supply", 7).With("led-supply", 8),
            Node("a", "regulator-a").With("phandle", 7),
            Node("b", "regulator-b").With("phandle", 8));
        ImageDescription image = Image with { DeviceDrivers = new() { ["regulator-a"] = "regulator_a" }, UnusedDevices = new() { ["regulator-b"] = "nobody looks" } };
        Assert.Equal(["mac"], Find(image, tree, KernelOf(["regulator-a"], Module("mac", Of("mac")))));
    }

    [Fact]
    public void A_regulator_that_is_not_in_the_tree_ends_the_build()
    {
        var fault = Assert.Throws<ImageException>(() => Find(Image, Tree(Node("ethernet@1", "mac").With("phy-supply", 7)), KernelOf([], Module("mac", Of("mac")))));
        Assert.Equal("rpi4: phy-supply of ethernet@1 points to nothing in the device tree", fault.Message);
    }

    [Fact]
    public void Drivers_of_the_image_and_of_the_ports_are_added()
    {
        ImageDescription image = Image with { Drivers = new() { ["tun"] = "the tunnels" } };
        BoardDescription board = Board with { Nics = new Dictionary<NicRole, NicMatch> { [NicRole.Lan] = new(null, "r8169", null) } };
        Assert.Equal(["r8169", "tun"], BoardDrivers.Find(image, board, null, KernelOf([], Module("tun"), Module("r8169"))).Names());
    }

    [Fact]
    public void The_watchdog_is_there_before_anything_that_may_hang()
    {
        ImageDescription image = Image with { FirstDrivers = new() { ["wdt"] = "the watchdog" }, Drivers = new() { ["tun"] = "the tunnels" } };
        KernelModules kernel = KernelOf([], Module("mac", Of("mac")), Module("tun"), Module("wdt"));
        Assert.Equal(["wdt", "mac", "tun"], Find(image, Tree(Node("ethernet@1", "mac")), kernel));
    }

    [Fact]
    public void A_missing_driver_of_the_image_says_what_it_is_for()
    {
        ImageDescription image = Image with { Drivers = new() { ["xhci_pci"] = "USB" } };
        var fault = Assert.Throws<ImageException>(() => Find(image, null, KernelOf([])));
        Assert.Equal("rpi4: the kernel has no driver 'xhci_pci', neither as a module nor built in (USB)", fault.Message);
    }

    private static string[] Find(ImageDescription image, TreeNode? tree, KernelModules kernel) => BoardDrivers.Find(image, Board, tree, kernel).Names();

    private static TreeNode Tree(params TreeNode[] nodes)
    {
        var root = new TreeNode("");
        foreach (TreeNode node in nodes) root.With(node);
        return root;
    }

    private static string Of(string compatible) => $"alias=of:N*T*C{compatible}";

    private static TreeNode Node(string name, string compatible) => new TreeNode(name).With("compatible", compatible);
}
