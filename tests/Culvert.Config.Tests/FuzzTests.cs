using System.Text.Json;
using Culvert.Config.Import;
using Culvert.Config.Tests.Import;

namespace Culvert.Config.Tests;

/// <summary>Damaged texts are answered with problems at a place, never with an exception, and never with half a configuration.</summary>
public sealed class FuzzTests : ImportTestBase
{
    private const int Rounds = 2000;

    [Theory]
    [InlineData("openswan-plain.conf", "openswan.secrets")]
    [InlineData("aws-openswan.txt", null)]
    [InlineData("aws-strongswan.txt", null)]
    public void A_damaged_file_is_imported_or_refused_at_a_line(string name, string? secretsName)
    {
        var mutator = new Mutator((ulong)name.Length);
        string text = Vector(name).Text, secrets = secretsName is null ? "" : Vector(secretsName).Text;
        int imported = 0, refused = 0;
        for (int round = 0; round < Rounds / 4; round++)
        {
            string keys = round % 4 == 0 ? mutator.Damage(secrets) : secrets;
            ImportOptions options = Networks with { IkeVersion = 2, Secrets = [new NamedText("s", keys)], Include = (_, _) => [new NamedText("inner", text)] };
            ImportResult result = Import(mutator.Damage(text), options);
            if (result.IsUsable) imported++;
            else refused++;
            CheckResult(result);
        }

        Assert.True(imported > 10, $"only {imported} of the damaged files were still good: the damage is too coarse to test anything");
        Assert.True(refused > 10, $"only {refused} of the damaged files were refused");
    }

    [Fact]
    public void Damaged_documents_load_or_are_refused_at_a_line()
    {
        var mutator = new Mutator(7);
        int loaded = 0, refused = 0;
        for (int round = 0; round < Rounds; round++)
        {
            bool secrets = round % 4 == 0;
            ConfigResult result = Samples.Load(secrets ? Samples.Config : mutator.Damage(Samples.Config), secrets ? mutator.Damage(Samples.Secrets) : Samples.Secrets);
            Assert.Equal(result.Config is null, result.Problems.Count > 0);
            Assert.All(result.Problems, CheckPlace);
            if (result.IsUsable) loaded++;
            else refused++;
        }

        Assert.True(loaded > 10 && refused > 10, $"{loaded} loaded, {refused} refused");
    }

    [Fact]
    public void An_import_onto_damaged_documents_changes_them_or_says_why_not()
    {
        var mutator = new Mutator(9);
        NamedText[] files = [Vector("openswan-plain.conf"), Vector("openswan.secrets")];
        for (int round = 0; round < Rounds / 8; round++)
            CheckResult(ConfigImporter.Import(files, Networks, Samples.Documents(mutator.Damage(Samples.Config))));
    }

    private static void CheckResult(ImportResult result)
    {
        Assert.Equal(result.Documents is null, result.Problems.Count + result.Missing.Count > 0);
        Assert.All(result.Problems, CheckPlace);
        Assert.All(result.Missing, missing => Assert.True(missing.Line >= 1));
        Assert.All(result.Notes, note => Assert.True(note.Line >= 1));
        if (result.Documents is not null) Assert.Empty(ConfigLoader.Load(result.Documents).Problems);
        string[] lines = [.. ImportReport.ToLines(result), .. ImportReport.ToErrors(result)];
        Assert.All(lines, line => Assert.DoesNotContain(line, char.IsControl));
        Assert.All(lines, line => Assert.DoesNotContain("hanna_tunnel", line, StringComparison.Ordinal));
        using var writer = new Utf8JsonWriter(Stream.Null);
        ImportReport.WriteJson(result, writer);
    }

    private static void CheckPlace(ConfigProblem problem)
    {
        Assert.True(problem.Line >= 1 && problem.Column >= 1, problem.ToString());
        Assert.NotEmpty(problem.File);
        Assert.DoesNotContain(problem.ToString(), char.IsControl);
    }
}
