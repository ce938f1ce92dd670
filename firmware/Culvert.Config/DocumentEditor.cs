using System.Text;
using System.Text.Json.Nodes;

namespace Culvert.Config;

/// <summary>Changes single values of a document and leaves everything else as it is.</summary>
internal sealed class DocumentEditor
{
    private readonly JsonObject _root;

    /// <param name="text">JSON that the schema's reader accepted, or nothing.</param>
    public DocumentEditor(string text)
    {
        // The same bytes that the reader saw: what is no Unicode was replaced.
        byte[] json = Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF'));
        _root = string.IsNullOrWhiteSpace(text) ? [] : JsonNode.Parse(json, new JsonNodeOptions { PropertyNameCaseInsensitive = true })!.AsObject();
    }

    public JsonNode? Find(string path)
    {
        JsonNode? node = _root;
        foreach (string key in path.Split(ConfigPath.Separator)) node = (node as JsonObject)?[key];
        return node;
    }

    public void Set(string path, JsonNode value)
    {
        JsonObject section = _root;
        string[] keys = path.Split(ConfigPath.Separator);
        foreach (string key in keys[..^1])
        {
            if (section[key] is not JsonObject child) section[key] = child = [];
            section = child;
        }

        section[keys[^1]] = value.DeepClone();
    }

    /// <summary>Removes a value, and the sections around it that are empty then.</summary>
    public void Remove(string path)
    {
        for (; path.Length > 0; path = ConfigPath.Parent(path))
        {
            string parent = ConfigPath.Parent(path);
            if ((parent.Length == 0 ? _root : Find(parent)) is not JsonObject section) return;
            section.Remove(ConfigPath.LastKey(path));
            if (section.Count > 0) return;
        }
    }

    public string ToText(SchemaNode schema) => ConfigWriter.Write(_root, schema);
}
