using Culvert.Gateway.Configuration;
using Culvert.Hal.Boards;

namespace Culvert.Gateway.Tests.Configuration;

public sealed class BoardFilesTests
{
    [Theory]
    [InlineData("nonsense", "unknown board, 'nonsense'")]
    [InlineData("/nonexistent/board.json", "cannot read the file, /nonexistent/board.json")]
    [InlineData("/proc/self/mem", "cannot read the file, /proc/self/mem")]
    public void Without_its_board_the_gateway_has_one_without_parts_and_a_sentence(string name, string says)
    {
        BoardResult result = BoardFiles.Load(name);
        Assert.StartsWith(says, Assert.Single(result.Problems), StringComparison.Ordinal);
        Assert.Empty(result.Board.Leds);
        Assert.Empty(result.Board.Buttons);
    }

    [Fact]
    public void A_file_is_known_by_its_slash_or_its_ending()
    {
        Assert.Equal("cannot read the file, x.json, check that it exists", Assert.Single(BoardFiles.Load("x.json").Problems));
        Assert.Empty(BoardFiles.Load("lab").Problems);
    }
}
