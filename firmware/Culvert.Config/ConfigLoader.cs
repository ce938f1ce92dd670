using Microsoft.Extensions.Configuration;

namespace Culvert.Config;

/// <summary>Reads the two documents into the typed model. Pure: the texts come in, no file is touched.</summary>
public static class ConfigLoader
{
    /// <summary>All problems of both documents are found at once, in the order of the files.</summary>
    public static ConfigResult Load(ConfigDocuments documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        LocatedDocument config = JsonDocumentReader.Read(documents.Config, ConfigSchema.Config);
        LocatedDocument secrets = JsonDocumentReader.Read(documents.Secrets, ConfigSchema.Secrets);
        var findings = new Findings(config, secrets);
        findings.Add(config.Problems);
        findings.Add(secrets.Problems);
        // What follows a syntax error was not read: to call it missing would mislead.
        if (!config.IsComplete || !secrets.IsComplete) return new ConfigResult(null, findings.Problems);
        GatewayConfig gateway = new GatewayReader(findings).Read(Bind(config, secrets));
        return findings.Problems is { Count: > 0 } problems ? new ConfigResult(null, problems) : new ConfigResult(gateway, []) { Notes = findings.Notes };
    }

    private static GatewayOptions Bind(LocatedDocument config, LocatedDocument secrets)
    {
        IConfigurationRoot root = new ConfigurationBuilder().Add(new LocatedJsonSource(config)).Add(new LocatedJsonSource(secrets)).Build();
        return root.Get<GatewayOptions>() ?? new GatewayOptions();
    }
}
