namespace Culvert.Core.Tests;

public sealed class SpanReaderTests
{
    [Fact]
    public void Reading_past_the_end_fails_for_good()
    {
        var reader = new SpanReader([1, 2, 3]);
        Assert.Equal(0x0102, reader.ReadUInt16());
        Assert.Equal(0u, reader.ReadUInt32());
        Assert.True(reader.Failed);
        Assert.Equal(0, reader.ReadByte());
        Assert.Equal(0, reader.Remaining);
    }

    [Fact]
    public void Negative_count_is_a_failure_not_a_crash()
    {
        var reader = new SpanReader([1, 2, 3]);
        Assert.True(reader.ReadBytes(-1).IsEmpty);
        Assert.True(reader.Failed);
    }
}
