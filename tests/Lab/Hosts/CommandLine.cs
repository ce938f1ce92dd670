namespace Culvert.Lab.Hosts;

/// <summary>Writes a program and its arguments as one would type them.</summary>
internal static class CommandLine
{
    public static string Of(string program, IReadOnlyList<string> arguments) =>
        string.Join(' ', arguments.Select(Quoted).Prepend(Path.GetFileName(program)));

    private static string Quoted(string word) => word.Length > 0 && word.All(IsPlain) ? word : $"'{word}'";

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || "-_./:=,%@+".Contains(c);
}
