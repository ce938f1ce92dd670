namespace Culvert.Config.Import;

/// <summary>What was understood of one tunnel, in the words of culvert.json.</summary>
/// <param name="Name">As committed.</param>
/// <param name="SourceName">As the file calls it.</param>
/// <param name="RemoteAddress">The peer.</param>
/// <param name="Settings">Every value the file gave, as (path, value), in the order of the schema; no secret.</param>
public sealed record ImportedTunnel(
    string Name, string SourceName, string RemoteAddress, IReadOnlyList<KeyValuePair<string, string>> Settings);
