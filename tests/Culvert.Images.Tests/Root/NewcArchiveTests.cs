using System.Text;
using Culvert.Images.Root;

namespace Culvert.Images.Tests.Root;

public sealed class NewcArchiveTests
{
    [Fact]
    public void An_entry_is_written_as_the_kernel_reads_it()
    {
        byte[] archive = NewcArchive.Write([new RootEntry("a", 0x81A4, "hello"u8.ToArray())], date: 0x12345678);
        string text = Encoding.ASCII.GetString(archive);
        string entry = "070701" + "00000001" + "000081A4" + "00000000" + "00000000" + "00000001" + "12345678" + "00000005"
            + "00000000" + "00000000" + "00000000" + "00000000" + "00000002" + "00000000" + "a\0" + "hello\0\0\0";
        Assert.StartsWith(entry, text, StringComparison.Ordinal);
        Assert.Contains("TRAILER!!!\0", text[entry.Length..], StringComparison.Ordinal);
        Assert.Equal(0, archive.Length % 4);
    }

    [Fact]
    public void A_device_has_its_numbers()
    {
        byte[] archive = NewcArchive.Write([new RootEntry("dev/console", 0x2180, [], 5, 1)], 0);
        Assert.Equal("0000000500000001", Encoding.ASCII.GetString(archive, 6 + 9 * 8, 16));
    }
}
