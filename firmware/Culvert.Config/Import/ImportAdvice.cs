namespace Culvert.Config.Import;

/// <summary>What a person does next, on the command line or, with a file that was pasted, on the console.</summary>
internal static class ImportAdvice
{
    /// <summary>The command that imports the same with a strong suite.</summary>
    public static string StrongCommand(IReadOnlyList<NamedText> files, ImportOptions options)
    {
        if (options.IsPasted) return "import strong";
        List<string> words = ["culvert", "import", .. files.Select(file => file.Name)];
        if (options.Name is not null) words.AddRange(["--name", options.Name]);
        foreach (NamedText secrets in options.Secrets) words.AddRange(["--secrets", secrets.Name]);
        foreach (Core.IpPrefix network in options.LocalNetworks) words.AddRange(["--local", network.ToString()]);
        foreach (Core.IpPrefix network in options.RemoteNetworks) words.AddRange(["--remote", network.ToString()]);
        if (options.IkeVersion is { } version) words.AddRange(["--ike", version == 2 ? "2" : "1"]);
        words.AddRange(["--suite", "strong"]);
        return string.Join(' ', words.Select(Quote));
    }

    public static string Version2(ImportOptions options) =>
        $"if the peer speaks IKEv2 too (AWS does), {(options.IsPasted ? "write keyexchange=ikev2 into the file" : "import with --ike 2")}";

    public static string RouteFarNetworks(ImportOptions options) =>
        $"name the far networks with {(options.IsPasted ? "set connections NAME remoteNetworks" : "--remote")}";

    /// <param name="option">Whose networks: "--local", "--remote".</param>
    public static string RouteInside(ImportOptions options, string option) =>
        options.IsPasted ? "write a network into the file in its place" : $"name the network inside of it with {option}";

    public static string WayOut(ImportOptions options, string option, string keyword) =>
        options.IsPasted ? $"answer with one inside of it, or widen {keyword}" : $"leave {option} away, or widen {keyword}";

    private static string Quote(string word) =>
        word.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':' or '=' or ',') ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
