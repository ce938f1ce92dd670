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
    /// <summary>A file of its own for every gateway of the machine.</summary>
    public static string PathFor(string controlSocket) => controlSocket + ".state";

    /// <summary>Empty when there is no file, it is of another boot, or it is damaged (nothing then tells what was).</summary>
    /// <exception cref="UserException">It is there and cannot be read.</exception>
    public SortedDictionary<string, Entry> Read()
    {
        try
        {
            if (storage.Read(path) is not { } bytes) return [];
            Content? content = JsonSerializer.Deserialize(bytes, LedgerJson.Default.Content);
            return content is { Settings: { } settings } && content.Machine == machine && settings.Values.All(IsWhole) ? settings : [];
        }
        catch (JsonException)
        {
            return [];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"cannot read which settings were changed before, {path}, {problem.Message}");
        }
    }

    public void Write(SortedDictionary<string, Entry> settings)
    {
        if (settings.Count == 0) storage.Delete(path);
        else storage.Write(path, JsonSerializer.SerializeToUtf8Bytes(new Content(machine, settings), LedgerJson.Default.Content));
    }

    // What comes from a file may lack anything.
    private static bool IsWhole(Entry? entry) => entry is { Original: not null, Changed: not null };

    internal sealed record Entry(string Original, string Changed);

    internal sealed record Content(string Machine, SortedDictionary<string, Entry>? Settings);

    [JsonSerializable(typeof(Content))]
    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    private sealed partial class LedgerJson : JsonSerializerContext;
}
