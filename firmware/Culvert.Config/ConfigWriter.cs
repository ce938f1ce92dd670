using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Culvert.Config;

/// <summary>Writes the documents in their one canonical form: keys in the order of the schema, names in the order they came.</summary>
internal static class ConfigWriter
{
    // The relaxed encoder keeps letters of all languages readable; these files are never part of a web page.
    private static readonly JsonWriterOptions Format = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonObject document, SchemaNode schema)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Format)) Write(writer, document, schema);
        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter writer, JsonObject section, SchemaNode schema)
    {
        writer.WriteStartObject();
        foreach ((string key, JsonNode? value) in InOrder(section, schema))
        {
            writer.WritePropertyName(key);
            if (value is JsonObject child && schema.Child(key) is { } below) Write(writer, child, below);
            else if (value is null) writer.WriteNullValue();
            else value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> InOrder(JsonObject section, SchemaNode schema)
    {
        if (schema.Kind == SchemaKind.Map) return section;
        List<string> order = [.. schema.KnownKeys];
        return section.OrderBy(pair => order.IndexOf(pair.Key) is >= 0 and int index ? index : order.Count);
    }
}
