using Culvert.Core;
using Culvert.Testing;

namespace Culvert.Esp.Tests;

public sealed class ReplayWindowTests
{
    [Fact]
    public void Number_zero_is_never_allowed() => Assert.False(new ReplayWindow(64).Allows(0));

    [Fact]
    public void A_number_passes_once()
    {
        var window = new ReplayWindow(64);
        Assert.True(window.Allows(1));
        window.Advance(1);
        Assert.False(window.Allows(1));
    }

    [Theory]
    [InlineData(64)]
    [InlineData(1024)]
    [InlineData(4096)]
    public void The_oldest_number_in_the_window_passes_and_the_one_before_does_not(int size)
    {
        var window = new ReplayWindow(size);
        window.Advance(100_000);
        Assert.True(window.Allows((uint)(100_000 - size + 1)));
        Assert.False(window.Allows((uint)(100_000 - size)));
    }

    [Fact]
    public void Asking_moves_nothing()
    {
        var window = new ReplayWindow(64);
        window.Advance(10);
        Assert.True(window.Allows(uint.MaxValue));
        Assert.True(window.Allows(9));
    }

    [Fact]
    public void The_last_number_of_all_passes_and_nothing_wraps_after_it()
    {
        var window = new ReplayWindow(64);
        window.Advance(uint.MaxValue);
        Assert.False(window.Allows(uint.MaxValue));
        Assert.True(window.Allows(uint.MaxValue - 1));
        Assert.False(window.Allows(1));
    }

    [Theory]
    [InlineData(0x0000_0000_0000_0000, 5, 0x0000_0000_0000_0005)] // a new SA
    [InlineData(0x0000_0000_0000_0000, 0xffff_ffff, 0x0000_0000_ffff_ffff)]
    [InlineData(0x0000_0000_0000_0010, 0xffff_ffff, 0x0000_0000_ffff_ffff)] // nothing lies below zero: far ahead, to be refused by its check value
    [InlineData(0x0000_0000_0001_0000, 0x0001_0001, 0x0000_0000_0001_0001)] // case A: inside or right of the window
    [InlineData(0x0000_0000_0001_0000, 0x0000_ffc1, 0x0000_0000_0000_ffc1)] // its left edge
    [InlineData(0x0000_0000_0001_0000, 0x0000_ffc0, 0x0000_0001_0000_ffc0)] // left of it: of the next 2^32
    [InlineData(0x0000_0000_ffff_fffe, 0x0000_0001, 0x0000_0001_0000_0001)]
    [InlineData(0x0000_0001_0000_0010, 0x0000_0001, 0x0000_0001_0000_0001)] // case B: the window spans the turn
    [InlineData(0x0000_0001_0000_0010, 0xffff_ffff, 0x0000_0000_ffff_ffff)]
    [InlineData(0x0000_0001_0000_0010, 0xffff_ffd1, 0x0000_0000_ffff_ffd1)] // its left edge
    [InlineData(0x0000_0001_0000_0010, 0xffff_ffd0, 0x0000_0001_ffff_ffd0)]
    [InlineData(0x1234_5678_0000_003f, 0x0000_0000, 0x1234_5678_0000_0000)]
    public void The_high_half_is_that_of_the_number_nearest_to_the_window(ulong highest, uint low, ulong expected)
    {
        var window = new ReplayWindow(64);
        if (highest > 0) window.Advance(highest);
        Assert.Equal(expected, window.Infer(low));
    }

    [Fact]
    public void The_window_slides_over_the_turn_of_32_bits()
    {
        var window = new ReplayWindow(64);
        for (ulong number = uint.MaxValue - 200; number < uint.MaxValue + 200UL; number += 2)
        {
            Assert.Equal(number, window.Infer((uint)number));
            Assert.True(window.Allows(number));
            window.Advance(number);
            Assert.False(window.Allows(number));
            Assert.True(window.Allows(number - 1));
        }
    }

    [Theory]
    [InlineData(1, 64)]
    [InlineData(2, 1024)]
    [InlineData(3, 4096)]
    [InlineData(4, 100)]
    public void Any_order_of_arrival_gives_what_a_plain_set_of_numbers_gives(ulong seed, int size)
    {
        var entropy = new SeededEntropy(seed);
        var window = new ReplayWindow(size);
        int effective = (size + 63) / 64 * 64;
        var seen = new HashSet<uint>();
        uint highest = 0;
        uint around = 1;
        for (int i = 0; i < 50_000; i++)
        {
            around += entropy.NextUInt32() % 5 == 0 ? entropy.NextUInt32() % (uint)(2 * size) : 1;
            uint number = (uint)Math.Max(0L, around + (entropy.NextUInt32() % 300) - 150L);
            bool expected = number != 0 && !seen.Contains(number) && (number > highest || highest - number < effective);
            Assert.Equal(expected, window.Allows(number));
            if (!expected) continue;
            window.Advance(number);
            seen.Add(number);
            highest = Math.Max(highest, number);
        }
    }
}
