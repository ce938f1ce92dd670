using System.Reflection;

namespace Culvert.Interop.Tests;

/// <summary>The table of tests/README.md: peer × role × encapsulation × suites and the test, read off the tests themselves.</summary>
internal static class CoverageTable
{
    private const string Head = "| peer | Culvert's role | encapsulation | over | IKE suite / ESP suite | test |\n|---|---|---|---|---|---|\n";

    public static string Write() => Head + string.Concat(typeof(CoverageTable).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods())
        .SelectMany(test => test.GetCustomAttributes<CoversAttribute>().SelectMany(covers => Cases(test, covers)))
        .GroupBy(each => each with { Suites = "" })
        .OrderBy(group => $"{group.Key}", StringComparer.Ordinal)
        .Select(group => $"| {group.Key.Peer} | {group.Key.Role} | {group.Key.Encapsulation} | {group.Key.Over} | {Lines(group)} | {group.Key.Test} |\n"));

    private static IEnumerable<Case> Cases(MethodInfo test, CoversAttribute covers)
    {
        string[] names = [.. test.GetParameters().Select(parameter => parameter.Name!)];
        return Rows(test).Select(row => new Case(
            covers.Peer, covers.Role ?? Value(row, "role"), covers.Encapsulation ?? Value(row, "encapsulation"), covers.Over,
            $"{test.DeclaringType!.Name}.{test.Name}", $"`{Value(row, "ike")}` / `{Value(row, "esp")}`"));

        string Value(object?[] row, string name) => $"{row[Array.IndexOf(names, name)]}";
    }

    private static IEnumerable<object?[]> Rows(MethodInfo test) =>
    [
        .. test.GetCustomAttributes<InlineDataAttribute>().Select(data => data.Data),
        .. test.GetCustomAttributes<MemberDataAttribute>().SelectMany(data => Member(data.MemberType ?? test.DeclaringType!, data.MemberName)),
    ];

    private static IEnumerable<object?[]> Member(Type type, string name) =>
        ((IEnumerable<ITheoryDataRow>)type.GetProperty(name)!.GetValue(null)!).Select(row => row.GetData());

    private static string Lines(IEnumerable<Case> cases) => string.Join("<br>", cases.Select(each => each.Suites).Distinct());

    private sealed record Case(string Peer, string Role, string Encapsulation, string Over, string Test, string Suites);
}
