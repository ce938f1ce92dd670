namespace Culvert.Config;

/// <summary>Reads the two documents into the typed model. Pure: the texts come in, no file is touched.</summary>
public static class ConfigLoader
{
    /// <summary>All problems of both documents are found at once, in the order of the files.</summary>
    public static ConfigResult Load(ConfigDocuments documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return new ConfigResult(GatewayConfig.Empty, []);
    }
}
