using System.Text;
using System.Text.Json;
using Culvert.Core;

namespace Culvert.Config;

/// <summary>
/// Walks a JSON text along a schema. Keys that the schema does not know, keys given twice and values of the wrong type
/// become problems at their place; everything else becomes entries.
/// </summary>
internal ref struct JsonDocumentReader
{
    private readonly string _name;
    private readonly List<ConfigEntry> _entries = [];
    private readonly Dictionary<string, TextPosition> _positions = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ConfigProblem> _problems = [];
    private Utf8JsonReader _json;
    private Utf8Positions _lines;

    private JsonDocumentReader(string name, ReadOnlySpan<byte> utf8)
    {
        _name = name;
        _lines = new Utf8Positions(utf8);
        // Comments would be lost with the next change that is written: better refused than lost.
        _json = new Utf8JsonReader(utf8, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Disallow });
    }

    /// <summary>An empty text is a document without keys.</summary>
    public static LocatedDocument Read(NamedText document, SchemaNode schema)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(document.Text.TrimStart('\uFEFF'));
        var reader = new JsonDocumentReader(document.Name, utf8);
        bool complete = string.IsNullOrWhiteSpace(document.Text) || reader.TryReadRoot(schema);
        return new LocatedDocument(document.Name, reader._entries, reader._positions, reader._problems, complete);
    }

    private bool TryReadRoot(SchemaNode schema)
    {
        try
        {
            _json.Read();
            ReadValue(schema, "");
            _json.Read();
            return true;
        }
        catch (JsonException exception)
        {
            _problems.Add(NotJson(exception));
            return false;
        }
    }

    // The exception's own text can quote what it met, which may be part of a secret: only its place is told.
    private ConfigProblem NotJson(JsonException exception)
    {
        TextPosition at = _lines.At(_json.BytesConsumed);
        if (exception.LineNumber is { } index && index + 1 != at.Line) at = new TextPosition((int)index + 1, 1);
        return new ConfigProblem(_name, at.Line, at.Column, "this is not JSON", "look for a missing or superfluous quote, comma or brace here or just before");
    }

    private void ReadValue(SchemaNode node, string path)
    {
        switch (node.Kind)
        {
            case SchemaKind.Section or SchemaKind.Map when _json.TokenType == JsonTokenType.StartObject:
                ReadObject(node, path);
                break;
            case SchemaKind.List or SchemaKind.ListOrEmpty when _json.TokenType == JsonTokenType.StartArray:
                ReadList(node, path);
                break;
            case SchemaKind.Text when _json.TokenType == JsonTokenType.String:
            case SchemaKind.Duration or SchemaKind.Count when _json.TokenType is JsonTokenType.String or JsonTokenType.Number:
            case SchemaKind.Number when _json.TokenType == JsonTokenType.Number && _json.TryGetInt32(out _):
                _entries.Add(new ConfigEntry(path, null, Scalar()));
                break;
            default:
                ReportAt(KeyPosition(path), $"{Subject(path)} must be {Describe(node.Kind)}", null);
                _json.Skip();
                break;
        }
    }

    private void ReadObject(SchemaNode node, string path)
    {
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            string key = Scalar();
            TextPosition position = _lines.At(_json.TokenStartIndex);
            if (Accept(node, path, key, position) is { } child)
            {
                string childPath = ConfigPath.Combine(path, key);
                _positions.Add(childPath, position);
                _json.Read();
                ReadValue(child, childPath);
            }
            else
            {
                _json.Skip();
            }
        }
    }

    private readonly SchemaNode? Accept(SchemaNode node, string path, string key, TextPosition position)
    {
        SchemaNode? child = node.Child(key);
        if (child is null or { Kind: SchemaKind.Misplaced })
        {
            ReportAt(position, $"unknown key {Quoted.Text(key)}{Within(path)}", child?.Hint ?? Suggest(node, key));
            return null;
        }

        if (node.Kind == SchemaKind.Map && !ConfigNames.IsValid(key))
        {
            ReportAt(position, $"{Quoted.Text(key)} cannot be a name", ConfigNames.Rule);
            return null;
        }

        if (_positions.TryGetValue(ConfigPath.Combine(path, key), out TextPosition? first))
        {
            ReportAt(position, $"{Quoted.Text(key)} stands here a second time{Within(path)}", $"the first is on line {first.Line}; remove one");
            return null;
        }

        return child;
    }

    private void ReadList(SchemaNode node, string path)
    {
        int index = 0;
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            var entry = new ConfigEntry(path, index++, _json.TokenType == JsonTokenType.String ? Scalar() : "");
            _positions[entry.Key] = _lines.At(_json.TokenStartIndex);
            if (_json.TokenType == JsonTokenType.String)
            {
                _entries.Add(entry);
                continue;
            }

            ReportAt(_positions[entry.Key], $"{Subject(path)} must be {Describe(node.Kind)}", null);
            _json.Skip();
        }

        if (index == 0 && node.Kind == SchemaKind.List) ReportAt(KeyPosition(path), $"{Subject(path)} is empty", "leave the key out for the default");
    }

    private readonly string Scalar() => _json.TokenType == JsonTokenType.Number
        ? Encoding.ASCII.GetString(_json.ValueSpan)
        : Encoding.UTF8.GetString(Unescaped());

    private readonly byte[] Unescaped()
    {
        byte[] buffer = new byte[_json.ValueSpan.Length];
        try
        {
            return buffer[.._json.CopyString(buffer)];
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("half a surrogate pair", exception);
        }
    }

    private readonly TextPosition KeyPosition(string path) => _positions.GetValueOrDefault(path, TextPosition.Start);

    private readonly void ReportAt(TextPosition at, string what, string? remedy) =>
        _problems.Add(new ConfigProblem(_name, at.Line, at.Column, what, remedy));

    private static string Suggest(SchemaNode node, string key) => NearestWord.Find(key, node.KnownKeys) is { } nearest
        ? $"did you mean '{nearest}'?"
        : $"known here: {string.Join(", ", node.KnownKeys)}";

    private static string Within(string path) => path.Length == 0 ? "" : $" in {ConfigPath.ForPeople(path)}";

    private static string Subject(string path) => path.Length == 0 ? "the document" : ConfigPath.ForPeople(path);

    private static string Describe(SchemaKind kind) => kind switch
    {
        SchemaKind.Section or SchemaKind.Map => "an object: { … }",
        SchemaKind.List or SchemaKind.ListOrEmpty => "a list of texts: [\"…\"]",
        SchemaKind.Number => "a whole number",
        SchemaKind.Duration => "a duration such as \"8h\", \"10m\", \"30s\" or seconds",
        SchemaKind.Count => "a number such as 500000, \"20M\" or \"10GiB\"",
        _ => "a text in quotes",
    };
}
