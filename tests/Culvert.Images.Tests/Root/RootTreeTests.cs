using Culvert.Images.Root;

namespace Culvert.Images.Tests.Root;

public sealed class RootTreeTests
{
    [Fact]
    public void Folders_come_by_themselves_and_before_what_is_in_them()
    {
        var root = new RootTree();
        root.AddFile("/sbin/e2fsck", [], executable: true);
        root.AddFile("/etc/hosts", [], executable: false);
        root.AddLink("/sbin/udhcpc", "/bin/busybox");
        root.AddDevice("/dev/console", 5, 1);
        Assert.Equal(["dev", "dev/console", "etc", "etc/hosts", "sbin", "sbin/e2fsck", "sbin/udhcpc"], root.Entries.Select(entry => entry.Path));
        Assert.Equal([0x41EDu, 0x2180u, 0x41EDu, 0x81A4u, 0x41EDu, 0x81EDu, 0xA1FFu], root.Entries.Select(entry => entry.Mode));
    }

    [Fact]
    public void One_name_for_two_things_ends_the_build()
    {
        var root = new RootTree();
        root.AddFile("/init", [], executable: true);
        Assert.Throws<ImageException>(() => root.AddLink("/init", "/elsewhere"));
    }
}
