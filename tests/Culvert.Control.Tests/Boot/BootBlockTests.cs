using System.Text;
using CsCheck;
using Culvert.Control.Boot;

namespace Culvert.Control.Tests.Boot;

public sealed class BootBlockTests
{
    [Fact]
    public void A_block_is_what_U_Boot_exports()
    {
        // Of `env export -c -s 0x200 ADDRESS a`: the checksum is Python's zlib.crc32 of "a=1", a zero, and 504 more.
        byte[] sector = BootBlock.Write([new("a", "1")]);
        Assert.Equal(512, sector.Length);
        Assert.Equal("a=1\0\0", Encoding.ASCII.GetString(sector, 4, 5));
        Assert.Equal("91E94408", Convert.ToHexString(sector, 0, 4));
    }

    [Fact]
    public void What_is_written_is_read() =>
        Gen.Dictionary(Gen.String[Gen.Char['a', 'z'], 1, 8], Gen.String[Gen.Char[' ', '~'], 0, 20])[0, 10].Sample(values =>
            BootBlock.Read(BootBlock.Write(values)) is { } read && read.OrderBy(value => value.Key).SequenceEqual(values.OrderBy(value => value.Key)));

    [Fact]
    public void A_torn_block_is_none() =>
        Gen.Select(Gen.Int[0, 511], Gen.Byte[1, 255]).Sample((at, flip) =>
        {
            byte[] sector = BootBlock.Write([new("serial", "7"), new("active", "b")]);
            sector[at] ^= flip;
            return BootBlock.Read(sector) is null;
        });

    [Fact]
    public void A_disk_that_was_never_written_to_says_nothing()
    {
        Assert.Null(BootBlock.Read(new byte[512]));
        Assert.Null(BootBlock.Read(Enumerable.Repeat((byte)0xff, 512).ToArray()));
    }

    [Fact]
    public void More_than_a_sector_is_refused() => Assert.Throws<ArgumentException>(() => BootBlock.Write([new("a", new string('x', 510))]));
}
