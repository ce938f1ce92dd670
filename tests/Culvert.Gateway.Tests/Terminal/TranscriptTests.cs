namespace Culvert.Gateway.Tests.Terminal;

/// <summary>
/// Whole sessions, octet for octet. After a change that is meant, CULVERT_TRANSCRIPTS names the folder into which the test
/// writes the files anew; their difference is the review.
/// </summary>
public sealed class TranscriptTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Terminal", "Transcripts");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.txt").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_session_goes_as_it_is_written(string file)
    {
        string written = File.ReadAllText(Path.Combine(Folder, file));
        string played = Transcript.Play(written);
        if (Environment.GetEnvironmentVariable("CULVERT_TRANSCRIPTS") is { Length: > 0 } anew) File.WriteAllText(Path.Combine(anew, file), played);
        else Assert.Equal(written, played);
    }

    [Fact]
    public void There_are_sessions() => Assert.True(Files.Count >= 6);
}
