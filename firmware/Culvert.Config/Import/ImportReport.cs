using System.Text.Json;

namespace Culvert.Config.Import;

/// <summary>An import's result for people and for programs. Secrets appear in neither.</summary>
public static class ImportReport
{
    /// <summary>What was understood, every note, every change: lines for standard output.</summary>
    public static IReadOnlyList<string> ToLines(ImportResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var lines = new List<string>();
        foreach (ImportedConnection connection in result.Connections) AddConnection(lines, connection);
        AddBlock(lines, "warnings:", result.Notes.Where(note => note.IsWarning));
        AddBlock(lines, "notes:", result.Notes.Where(note => !note.IsWarning));
        if (!result.IsUsable) return lines;
        if (result.Changes.Count == 0) lines.Add("nothing changes: the same is configured already");
        AddBlock(lines, "changes:", result.Changes);
        return lines;
    }

    /// <summary>What stops the import, one line each, for standard error; empty when nothing does.</summary>
    public static IReadOnlyList<string> ToErrors(ImportResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return [.. result.Problems.Select(problem => problem.ToString()), .. result.Missing.Select(missing => missing.ToString())];
    }

    /// <summary>Writes one object: usable, changed, connections, notes, problems, missing, changes.</summary>
    public static void WriteJson(ImportResult result, Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteBoolean("usable", result.IsUsable);
        writer.WriteBoolean("changed", result.Changes.Count > 0);
        WriteArray(writer, "connections", result.Connections, WriteConnection);
        WriteArray(writer, "notes", result.Notes, WriteNote);
        WriteArray(writer, "problems", result.Problems, WriteProblem);
        WriteArray(writer, "missing", result.Missing, WriteMissing);
        WriteArray(writer, "changes", result.Changes, WriteChange);
        writer.WriteEndObject();
    }

    /// <summary>Writes changes alone: an array.</summary>
    public static void WriteJson(IReadOnlyList<DocumentChange> changes, Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(writer);
        WriteArray(writer, changes, WriteChange);
    }

    private static void AddConnection(List<string> lines, ImportedConnection connection)
    {
        string state = connection.IsNew ? "new" : "already configured";
        lines.Add($"connection {connection.Name} ({state}): {Join(connection.LocalNetworks)} <-> {Join(connection.RemoteNetworks)}");
        foreach (ImportedTunnel tunnel in connection.Tunnels)
        {
            lines.Add($"  tunnel {tunnel.Name} to {tunnel.RemoteAddress}");
            foreach ((string path, string value) in tunnel.Settings.Where(setting => setting.Key != "remote address")) lines.Add($"    {path} {value}");
        }
    }

    private static string Join(IReadOnlyList<string> networks) => networks.Count == 0 ? "(no network)" : string.Join(", ", networks);

    private static void AddBlock(List<string> lines, string title, IEnumerable<object> items)
    {
        string[] texts = [.. items.Select(item => $"  {item}")];
        if (texts.Length == 0) return;
        lines.Add(title);
        lines.AddRange(texts);
    }

    private static void WriteArray<T>(Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WritePropertyName(name);
        WriteArray(writer, items, write);
    }

    private static void WriteArray<T>(Utf8JsonWriter writer, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray();
        foreach (T item in items)
        {
            writer.WriteStartObject();
            write(writer, item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteConnection(Utf8JsonWriter writer, ImportedConnection connection)
    {
        writer.WriteString("name", connection.Name);
        writer.WriteBoolean("new", connection.IsNew);
        WriteTexts(writer, "localNetworks", connection.LocalNetworks);
        WriteTexts(writer, "remoteNetworks", connection.RemoteNetworks);
        WriteArray(writer, "tunnels", connection.Tunnels, WriteTunnel);
    }

    private static void WriteTunnel(Utf8JsonWriter writer, ImportedTunnel tunnel)
    {
        writer.WriteString("name", tunnel.Name);
        writer.WriteString("sourceName", tunnel.SourceName);
        writer.WriteString("remoteAddress", tunnel.RemoteAddress);
        writer.WriteStartObject("settings");
        foreach ((string path, string value) in tunnel.Settings) writer.WriteString(path, value);
        writer.WriteEndObject();
    }

    private static void WriteNote(Utf8JsonWriter writer, ImportNote note)
    {
        writer.WriteString("file", note.File);
        writer.WriteNumber("line", note.Line);
        writer.WriteString("text", note.Text);
        writer.WriteBoolean("warning", note.IsWarning);
    }

    private static void WriteProblem(Utf8JsonWriter writer, ConfigProblem problem)
    {
        writer.WriteString("file", problem.File);
        writer.WriteNumber("line", problem.Line);
        writer.WriteNumber("column", problem.Column);
        writer.WriteString("what", problem.What);
        writer.WriteString("remedy", problem.Remedy);
    }

    private static void WriteMissing(Utf8JsonWriter writer, MissingValue missing)
    {
        writer.WriteString("file", missing.File);
        writer.WriteNumber("line", missing.Line);
        writer.WriteString("what", missing.What);
        writer.WriteString("option", missing.Option);
    }

    private static void WriteChange(Utf8JsonWriter writer, DocumentChange change)
    {
        writer.WriteString("kind", change.Kind switch { DocumentChangeKind.Added => "added", DocumentChangeKind.Removed => "removed", _ => "changed" });
        WriteTexts(writer, "path", change.Path);
        writer.WriteBoolean("secret", change.IsSecret);
        writer.WriteString("before", change.Before);
        writer.WriteString("after", change.After);
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
