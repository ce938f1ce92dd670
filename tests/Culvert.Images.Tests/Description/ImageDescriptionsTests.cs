using Culvert.Hal.Boards;
using Culvert.Images.Description;

namespace Culvert.Images.Tests.Description;

public sealed class ImageDescriptionsTests
{
    public static TheoryData<string> Boards => [.. ImageDescriptions.Boards()];

    [Theory]
    [MemberData(nameof(Boards))]
    public void Every_board_with_an_image_is_a_known_board_and_says_what_is_needed(string board)
    {
        ImageDescription image = ImageDescriptions.Read(board);
        Assert.Empty(BoardCatalog.Find(board).Problems);
        Assert.NotNull(image.Kernel);
        Assert.NotNull(image.BootLoader);
        Assert.NotNull(image.BootLoaderBoard);
        Assert.NotNull(image.LoadAddress);
        Assert.Contains("tun", image.Drivers.Keys);
    }

    [Fact]
    public void An_unknown_board_is_answered_with_the_known_ones()
    {
        var fault = Assert.Throws<ImageException>(() => ImageDescriptions.Read("rpi5"));
        Assert.Equal("no image is built for 'rpi5': BOARD is one of cm4-dual, qemu-virt, rpi4", fault.Message);
    }

    [Fact]
    public void The_board_adds_to_what_all_have()
    {
        var common = new ImageDescription { Kernel = "linux", Devices = ["gpio"], Drivers = new() { ["tun"] = "a", ["ext4"] = "b" } };
        var board = new ImageDescription { DeviceTree = "x.dtb", Devices = ["usb"], Drivers = new() { ["ext4"] = "c", ["r8152"] = "d" } };
        ImageDescription both = ImageDescriptions.Combine(common, board);
        Assert.Equal("linux", both.Kernel);
        Assert.Equal("x.dtb", both.DeviceTree);
        Assert.Equal(["gpio", "usb"], both.Devices);
        Assert.Equal(new Dictionary<string, string> { ["tun"] = "a", ["ext4"] = "c", ["r8152"] = "d" }, both.Drivers);
    }
}
