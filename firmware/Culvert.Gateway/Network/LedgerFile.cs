using System.Text.Json;
using System.Text.Json.Serialization;
using Culvert.Hal;

namespace Culvert.Gateway.Network;

/// <summary>
/// The file beside the control socket that remembers what was changed of the machine: settings, and what its ports were
/// given. It holds for one boot and one network namespace: in any other, what it says was never true.
/// </summary>
internal sealed partial class LedgerFile(IDurableStorage storage, string path, string machine)
{
    private Content? _content;

    /// <summary>A file of its own for every gateway of the machine.</summary>
    public static string PathFor(string controlSocket) => controlSocket + ".state";

    /// <summary>Empty when there is no file, it is of another boot, or it is damaged (nothing then tells what was).</summary>
    /// <exception cref="UserException">It is there and cannot be read.</exception>
    public SortedDictionary<string, Entry> ReadSettings() => Read().Settings ?? [];

    /// <summary>As <see cref="ReadSettings"/>.</summary>
    /// <exception cref="UserException">It is there and cannot be read.</exception>
    public PortNotes ReadPorts() => Read().Ports ?? PortNotes.None;

    public void Write(SortedDictionary<string, Entry> settings) => Write(Read() with { Settings = settings.Count == 0 ? null : settings });

    public void Write(PortNotes ports) => Write(Read() with { Ports = ports.IsEmpty ? null : ports });

    private void Write(Content content)
    {
        if (content is { Settings: null, Ports: null }) storage.Delete(path);
        else storage.Write(path, JsonSerializer.SerializeToUtf8Bytes(content, LedgerJson.Default.Content));
        _content = content;
    }

    private Content Read() => _content ??= Load() ?? new Content(machine, null, null);

    private Content? Load()
    {
        try
        {
            if (storage.Read(path) is not { } bytes) return null;
            Content? content = JsonSerializer.Deserialize(bytes, LedgerJson.Default.Content);
            if (content?.Machine != machine) return null;
            return new Content(machine, content.Settings?.Values.All(IsWhole) == true ? content.Settings : null, content.Ports is { IsWhole: true } ports ? ports : null);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"cannot read which settings were changed before, {path}, {problem.Message}");
        }
    }

    // What comes from a file may lack anything.
    private static bool IsWhole(Entry? entry) => entry is { Original: not null, Changed: not null };

    internal sealed record Entry(string Original, string Changed);

    internal sealed record Content(string Machine, SortedDictionary<string, Entry>? Settings, PortNotes? Ports);

    [JsonSerializable(typeof(Content))]
    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    private sealed partial class LedgerJson : JsonSerializerContext;
}
