using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Culvert.Hal.Boards;

/// <summary>Reads a board.json. Whatever is in the text, the answer is a board, if need be one without parts, and sentences.</summary>
public static class BoardParser
{
    /// <param name="source">How to call the text in problems: a file name, or the name of a built-in board.</param>
    public static BoardResult Parse(string json, string source)
    {
        try
        {
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
            IConfigurationRoot root = new ConfigurationBuilder().AddJsonStream(stream).Build();
            return new BoardAssembler(root.Get<BoardOptions>() ?? new BoardOptions(), source).Assemble(BoardKeys.Check(root));
        }
        catch (Exception problem) when (problem is JsonException or FormatException or InvalidOperationException)
        {
            // The provider and the binder know no other way to say what is wrong; their inner message has the place.
            return BoardResult.Bare(source, $"{source}: {(problem.InnerException ?? problem).Message}");
        }
    }
}
