namespace Culvert.Config;

/// <summary>The stored configuration: culvert.json, and secrets.json which only its owner may read.</summary>
public sealed record ConfigDocuments(NamedText Config, NamedText Secrets)
{
    public const string ConfigFileName = "culvert.json";

    public const string SecretsFileName = "secrets.json";

    /// <summary>What a box without any configuration has.</summary>
    public static ConfigDocuments Empty { get; } =
        new(new NamedText(ConfigFileName, "{}\n"), new NamedText(SecretsFileName, "{}\n"));
}
