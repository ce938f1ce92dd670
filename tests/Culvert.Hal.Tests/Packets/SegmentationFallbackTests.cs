using Culvert.Hal.Linux;
using Culvert.Hal.Linux.Packets;

namespace Culvert.Hal.Tests.Packets;

/// <summary>What each errno of a send that was to be cut means, the kernels being others than this machine's.</summary>
public sealed class SegmentationFallbackTests
{
    private readonly List<string> _notices = [];
    private readonly SegmentationFallback _fallback;
    private long _now = 5_000;

    public SegmentationFallbackTests() => _fallback = new SegmentationFallback("UDP port 4500", _notices.Add, () => _now);

    [Fact]
    public void It_is_on_until_refused() => Assert.True(_fallback.IsOn);

    [Fact]
    public void A_device_that_cannot_sum_ends_it_for_good_and_that_is_said_once()
    {
        _fallback.Note(Libc.Eio);
        _fallback.Note(Libc.Eio);
        _now += 1_000 * SegmentationFallback.Pause;
        Assert.False(_fallback.IsOn);
        Assert.Equal("UDP port 4500: the WAN device refuses UDP segmentation offload, packets are sent one by one", Assert.Single(_notices));
    }

    [Fact]
    public void A_size_that_does_not_go_pauses_it_and_that_is_said_once()
    {
        for (int i = 0; i < 3; i++)
        {
            _fallback.Note(Libc.Einval);
            Assert.False(_fallback.IsOn);
            _now += SegmentationFallback.Pause;
            Assert.True(_fallback.IsOn);
        }

        Assert.Single(_notices);
    }

    [Fact]
    public void A_segment_larger_than_the_way_takes_says_nothing_about_it()
    {
        _fallback.Note(Libc.Emsgsize);
        Assert.True(_fallback.IsOn);
        Assert.Empty(_notices);
    }

    [Fact]
    public void A_kernel_without_it_is_never_asked()
    {
        _fallback.GiveUp("this kernel has no UDP segmentation offload");
        _now += 1_000 * SegmentationFallback.Pause;
        Assert.False(_fallback.IsOn);
        Assert.Equal("UDP port 4500: this kernel has no UDP segmentation offload, packets are sent one by one", Assert.Single(_notices));
    }
}
