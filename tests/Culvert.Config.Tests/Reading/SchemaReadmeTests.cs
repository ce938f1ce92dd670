namespace Culvert.Config.Tests.Reading;

public sealed class SchemaReadmeTests
{
    [Fact]
    public void Every_key_is_in_the_README()
    {
        string readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Config.README.md"));
        Assert.All(Keys(ConfigSchema.Config, ""), key => Assert.Contains($"`{key}`", readme, StringComparison.Ordinal));
    }

    // Of a map's entries only what stands below them has a name of its own.
    private static IEnumerable<string> Keys(SchemaNode node, string path) => node.Kind switch
    {
        SchemaKind.Misplaced => [],
        SchemaKind.Map => Keys(node.Children[0], ""),
        _ when node.Children.Count == 0 => [path],
        _ => node.Children.SelectMany(child => Keys(child, path.Length == 0 ? child.Name : $"{path}.{child.Name}")),
    };
}
