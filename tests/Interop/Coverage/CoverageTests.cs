using Culvert.Lab;

namespace Culvert.Interop.Tests;

/// <summary>The table in tests/README.md and the tests say the same.</summary>
public sealed class CoverageTests
{
    private const string Begin = "<!-- what is tested: begin -->\n", End = "<!-- what is tested: end -->";

    [Fact]
    public void The_table_lists_what_is_tested()
    {
        string readme = File.ReadAllText(Path.Combine(Checkout.Root, "tests", "README.md"));
        int begin = readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = readme.IndexOf(End, StringComparison.Ordinal);
        string table = CoverageTable.Write();

        Assert.True(readme[begin..end] == table, $"tests/README.md lists other tests than there are. The table should be:\n{table}");
    }
}
