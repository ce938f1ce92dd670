using System.Reflection;

namespace Culvert.Config.Tests.Reading;

public sealed class SchemaTests
{
    [Fact]
    public void Every_key_of_the_schema_has_its_option_and_the_other_way_round()
    {
        var merged = new HashSet<string>();
        Collect(ConfigSchema.Config, "", merged);
        Collect(ConfigSchema.Secrets, "", merged);

        var options = new HashSet<string>();
        Collect(typeof(GatewayOptions), "", options);

        // A connection's options are those of its tunnels and more; these two make no sense there and the schema says so.
        options.ExceptWith(["/connections/*/remote/address", "/connections/*/preference"]);
        Assert.Equal(options.Order(), merged.Order());
    }

    private static void Collect(SchemaNode node, string path, HashSet<string> keys)
    {
        if (node.Children.Count == 0) keys.Add(path);
        foreach (SchemaNode child in node.Children.Where(child => child.Kind != SchemaKind.Misplaced))
            Collect(child, node.Kind == SchemaKind.Map ? path + "/*" : $"{path}/{child.Name}", keys);
    }

    private static void Collect(Type type, string path, HashSet<string> keys)
    {
        foreach (PropertyInfo property in type.GetProperties())
        {
            string key = $"{path}/{char.ToLowerInvariant(property.Name[0])}{property.Name[1..]}";
            Type held = property.PropertyType;
            if (held.IsGenericType && held.GetGenericTypeDefinition() == typeof(Dictionary<,>)) Collect(held.GenericTypeArguments[1], key + "/*", keys);
            else if (held.Namespace == typeof(GatewayOptions).Namespace) Collect(held, key, keys);
            else keys.Add(key);
        }
    }
}
