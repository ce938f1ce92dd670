using CsCheck;
using Culvert.Control.Boot;

namespace Culvert.Control.Tests.Boot;

public sealed class BlockPairTests
{
    private readonly byte[][] _disk = [new byte[BootBlock.Size], new byte[BootBlock.Size]];

    [Fact]
    public void A_new_disk_says_nothing_and_takes_its_first_write()
    {
        Assert.Empty(Look().Values);
        Write("1");
        Assert.Equal("1", Value());
    }

    [Fact]
    public void Writes_take_turns_and_the_newest_counts()
    {
        for (int i = 0; i < 20; i++)
        {
            byte[][] before = [.. _disk];
            Write($"{i}");
            Assert.Equal($"{i}", Value());
            Assert.Single(_disk.Zip(before), pair => pair.First != pair.Second);
        }
    }

    // A sector may be written in parts, or left unreadable.
    [Fact]
    public void A_power_cut_in_the_middle_of_a_write_leaves_the_old_or_the_new() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, BootBlock.Size]).Sample((writesBefore, bytesWritten) =>
        {
            byte[][] disk = [new byte[BootBlock.Size], new byte[BootBlock.Size]];
            for (int i = 0; i < writesBefore; i++) Write(disk, $"old {i}");
            BlockPair before = new(disk[0], disk[1]);
            (int copy, byte[] sector) = before.Replace([new("value", "new")]);
            sector.AsSpan(0, bytesWritten).CopyTo(disk[copy]);

            string? after = new BlockPair(disk[0], disk[1]).Values.GetValueOrDefault("value");
            Assert.True(after == "new" || after == before.Values.GetValueOrDefault("value"), after);
            Write(disk, "next");
            Assert.Equal("next", new BlockPair(disk[0], disk[1]).Values["value"]);
        });

    [Fact]
    public void Of_two_copies_with_one_serial_the_first_counts()
    {
        _disk[0] = BootBlock.Write([new("serial", "5"), new("value", "first")]);
        _disk[1] = BootBlock.Write([new("serial", "5"), new("value", "second")]);
        Assert.Equal("first", Value());
    }

    [Fact]
    public void A_copy_without_a_serial_does_not_count()
    {
        _disk[0] = BootBlock.Write([new("value", "first")]);
        _disk[1] = BootBlock.Write([new("serial", "1"), new("value", "second")]);
        Assert.Equal("second", Value());
    }

    private BlockPair Look() => new(_disk[0], _disk[1]);

    private string? Value() => Look().Values.GetValueOrDefault("value");

    private void Write(string value) => Write(_disk, value);

    private static void Write(byte[][] disk, string value)
    {
        (int copy, byte[] sector) = new BlockPair(disk[0], disk[1]).Replace([new("value", value)]);
        disk[copy] = sector;
    }
}
