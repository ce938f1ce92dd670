namespace Culvert.Config.Import;

/// <summary>The command line of an import, to be shown to a person.</summary>
internal static class ImportCommand
{
    public static string WithStrongSuite(IReadOnlyList<NamedText> files, ImportOptions options)
    {
        if (options.StrongCommand is { } command) return command;
        List<string> words = ["culvert", "import", .. files.Select(file => file.Name)];
        if (options.Name is not null) words.AddRange(["--name", options.Name]);
        foreach (NamedText secrets in options.Secrets) words.AddRange(["--secrets", secrets.Name]);
        foreach (Core.IpPrefix network in options.LocalNetworks) words.AddRange(["--local", network.ToString()]);
        foreach (Core.IpPrefix network in options.RemoteNetworks) words.AddRange(["--remote", network.ToString()]);
        if (options.IkeVersion is { } version) words.AddRange(["--ike", version == 2 ? "2" : "1"]);
        words.AddRange(["--suite", "strong"]);
        return string.Join(' ', words.Select(Quote));
    }

    private static string Quote(string word) =>
        word.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':' or '=' or ',') ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
