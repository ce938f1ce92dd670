using Culvert.Config.Import;
using Culvert.Core;
using Culvert.Testing;

namespace Culvert.Config.Tests.Import;

/// <summary>Short ways to run an import and look at what came of it.</summary>
public abstract class ImportTestBase
{
    protected static ImportOptions Networks { get; } = new()
    {
        LocalNetworks = [IpPrefix.Parse("10.60.0.0/16")],
        RemoteNetworks = [IpPrefix.Parse("10.50.0.0/16")],
    };

    /// <summary>A conn with everything that a tunnel needs, to which tests add lines.</summary>
    protected const string Basic = """
        conn office
            authby=secret
            auto=start
            left=192.0.2.1
            right=198.51.100.1
            leftsubnet=10.1.0.0/16
            rightsubnet=10.2.0.0/16

        """;

    protected const string Secrets = "192.0.2.1 198.51.100.1 : PSK \"swordfish\"\n";

    protected static ImportResult Import(string text, ImportOptions? options = null, ConfigDocuments? existing = null) =>
        ConfigImporter.Import([new NamedText("office.conf", text)], options ?? new(), existing ?? ConfigDocuments.Empty);

    /// <summary>Imports the basic conn with further lines.</summary>
    protected static ImportResult ImportBasicWith(string lines, ImportOptions? options = null) =>
        Import(Basic + string.Concat(lines.Split('\n').Select(line => $"    {line.Trim()}\n")) + Secrets, options);

    protected static NamedText Vector(string name) => new(name, Vectors.Text($"import/{name}"));

    protected static GatewayConfig Load(ImportResult result)
    {
        Assert.Empty(result.Problems);
        Assert.Empty(result.Missing);
        ConfigResult loaded = ConfigLoader.Load(result.Documents!);
        Assert.Empty(loaded.Problems);
        return loaded.Config!;
    }

    protected static TunnelConfig LoadOne(ImportResult result) => Assert.Single(Load(result).Tunnels);

    protected static ConfigProblem OneProblem(ImportResult result)
    {
        Assert.Null(result.Documents);
        return Assert.Single(result.Problems);
    }

    protected static void AssertNote(ImportResult result, int line, string text) =>
        Assert.Contains(result.Notes, note => note.Line == line && note.Text.Contains(text, StringComparison.Ordinal));
}
