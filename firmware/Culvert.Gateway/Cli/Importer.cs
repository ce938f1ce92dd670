using System.Text;
using System.Text.Json;
using Culvert.Config;
using Culvert.Config.Import;
using Culvert.Gateway.Configuration;
using Culvert.Gateway.ControlSocket;
using Culvert.Gateway.Reset;
using Culvert.Hal.Linux;

namespace Culvert.Gateway.Cli;

/// <summary>Imports files: reads, understands, tells, commits, and has a running gateway apply it.</summary>
internal sealed class Importer(TextWriter output, TextWriter error, ITerminal terminal)
{
    public int Run(ImportRequest request)
    {
        var storage = new LinuxStorage();
        ConfigStore store = DataWipe.OpenStore(storage, request.Config);
        var verbs = new ConfigVerbs(storage, store, ask => ControlClient.TryAsk(request.Control, ask));
        ConfigDocuments before = store.Read();
        ImportResult result = Understand(request, before, verbs);
        Tell(result, request.Json);
        if (!result.IsUsable)
        {
            error.WriteLine("culvert: nothing was committed");
            return ExitCode.Failed;
        }

        if (request.DryRun) return ExitCode.Done;
        if (result.Changes.Count > 0) store.Commit(before, result.Documents);
        VerbResult applied = verbs.Applied([]);
        foreach (string problem in applied.Errors) error.WriteLine($"culvert: {problem}");
        return applied.IsDone ? ExitCode.Done : ExitCode.Failed;
    }

    private ImportResult Understand(ImportRequest request, ConfigDocuments before, ConfigVerbs verbs)
    {
        List<NamedText> files = ReadAll(request.Files);
        ImportOptions options = request.Options with { Secrets = ReadAll(request.SecretFiles), Include = FileIncludes.Find };
        ImportResult result = ConfigImporter.Import(files, options, before);
        // Before anybody is asked for anything.
        bool wouldCommit = !request.DryRun && result.Problems.Count == 0 && (result.Missing.Count > 0 || result.Changes.Count > 0);
        if (wouldCommit) verbs.ThrowIfCandidate("import");
        if (request.Json || result.Problems.Count > 0 || result.Missing.Count == 0) return result;
        return new MissingQuestions(terminal).Ask(result.Missing, options) is { } answered
            ? ConfigImporter.Import(files, answered, before)
            : result;
    }

    private static List<NamedText> ReadAll(IReadOnlyList<string> paths) =>
        [.. paths.Select(path => new NamedText(path, UserFiles.Read(path)))];

    private void Tell(ImportResult result, bool json)
    {
        if (json) TellJson(result);
        else foreach (string line in ImportReport.ToLines(result)) output.WriteLine(line);
        foreach (string problem in ImportReport.ToErrors(result)) error.WriteLine($"culvert: {problem}");
    }

    private void TellJson(ImportResult result)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true })) ImportReport.WriteJson(result, writer);
        output.WriteLine(Encoding.UTF8.GetString(bytes.ToArray()));
    }
}
