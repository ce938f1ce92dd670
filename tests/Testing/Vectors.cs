using System.Text.Json;

namespace Culvert.Testing;

/// <summary>Reads the files of tests/Vectors, which the build copies beside the tests.</summary>
public static class Vectors
{
    public static string Text(string path) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", path));

    public static JsonElement Json(string path) => JsonDocument.Parse(Text(path)).RootElement;

    /// <summary>The entries of the "tests" array of a JSON file.</summary>
    public static IEnumerable<JsonElement> Tests(string path) => Json(path).GetProperty("tests").EnumerateArray();

    public static byte[] Hex(this JsonElement test, string name) => Convert.FromHexString(test.GetProperty(name).GetString()!);

    public static string Name(this JsonElement test, string name) => test.GetProperty(name).GetString()!;
}
