using System.Text.Json;
using System.Text.Json.Serialization;
using Culvert.Hal;

namespace Culvert.Gateway.Network;

/// <summary>
/// The file beside the control socket that remembers changed settings. It holds for one boot and one network namespace:
/// in any other, what it says was never true.
/// </summary>
internal sealed partial class LedgerFile(IDurableStorage storage, string path, string machine)
{
    /// <summary>Empty when there is no file, it is of another boot, or it is damaged (nothing then tells what was).</summary>
    public SortedDictionary<string, Entry> Read()
    {
        try
        {
            if (storage.Read(path) is not { } bytes) return [];
            Content? content = JsonSerializer.Deserialize(bytes, LedgerJson.Default.Content);
            return content is not null && content.Machine == machine ? new(content.Settings) : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    public void Write(SortedDictionary<string, Entry> settings)
    {
        if (settings.Count == 0) storage.Delete(path);
        else storage.Write(path, JsonSerializer.SerializeToUtf8Bytes(new Content(machine, settings), LedgerJson.Default.Content));
    }

    internal sealed record Entry(string Original, string Changed);

    internal sealed record Content(string Machine, SortedDictionary<string, Entry> Settings);

    [JsonSerializable(typeof(Content))]
    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    private sealed partial class LedgerJson : JsonSerializerContext;
}
