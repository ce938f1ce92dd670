using System.Text;
using Culvert.Gateway.Boot;
using Culvert.Hal.Simulated;

namespace Culvert.Gateway.Tests.Boot;

public sealed class BoxTimeTests
{
    private const string File = ImageLayout.Data + "/time";

    private readonly SimulatedStorage _storage = new();
    private readonly SimulatedWallClock _clock = new();

    public BoxTimeTests() => _storage.CreateDirectory(ImageLayout.Data);

    [Fact]
    public void A_board_without_a_battery_goes_on_where_it_was()
    {
        var then = new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero);
        _clock.Set(then);
        Time.Store();
        _clock.Set(DateTimeOffset.UnixEpoch);
        Time.Restore();
        Assert.Equal(then, _clock.Now);
    }

    [Fact]
    public void A_clock_that_is_ahead_is_left_alone()
    {
        _clock.Set(new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero));
        Time.Store();
        var later = new DateTimeOffset(2032, 1, 1, 0, 0, 0, TimeSpan.Zero);
        _clock.Set(later);
        Time.Restore();
        Assert.Equal(later, _clock.Now);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-5")]
    [InlineData("soon")]
    [InlineData("99999999999999999999")]
    [InlineData("253402300800")]
    [InlineData("7")]
    public void Whatever_the_disk_says_the_time_is_one_that_this_firmware_can_see(string? stored)
    {
        if (stored is not null) _storage.Write(File, Encoding.ASCII.GetBytes(stored));
        Time.Restore();
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), _clock.Now);
    }

    private BoxTime Time => new(_storage, _clock);
}
