using System.Runtime.CompilerServices;

namespace Culvert.Gateway.Tests.Terminal;

/// <summary>
/// Whole sessions, octet for octet. After a change that is meant, CULVERT_TRANSCRIPTS=write lets the test write the files
/// anew; their difference is the review.
/// </summary>
public sealed class TranscriptTests
{
    private static string Folder([CallerFilePath] string source = "") => Path.Combine(Path.GetDirectoryName(source)!, "Transcripts");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder(), "*.txt").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_session_goes_as_it_is_written(string file)
    {
        string path = Path.Combine(Folder(), file);
        string written = File.ReadAllText(path);
        string played = Transcript.Play(written);
        if (Environment.GetEnvironmentVariable("CULVERT_TRANSCRIPTS") == "write") File.WriteAllText(path, played);
        else Assert.Equal(written, played);
    }

    [Fact]
    public void There_are_sessions() => Assert.True(Files.Count >= 6);
}
