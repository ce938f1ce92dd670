using System.Text.Json;

namespace Culvert.Config.Import;

/// <summary>An import's result for people and for programs. Secrets appear in neither.</summary>
public static class ImportReport
{
    /// <summary>What was understood, every note, every change: lines for standard output.</summary>
    public static IReadOnlyList<string> ToLines(ImportResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return [];
    }

    /// <summary>What stops the import, one line each, for standard error; empty when nothing does.</summary>
    public static IReadOnlyList<string> ToErrors(ImportResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return [.. result.Problems.Select(problem => problem.ToString()), .. result.Missing.Select(missing => missing.ToString())];
    }

    public static void WriteJson(ImportResult result, Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteEndObject();
    }
}
