namespace Culvert.Config.Import;

/// <summary>A section of ipsec.conf as written: "conn Tunnel1" and its lines.</summary>
/// <param name="Type">"conn", "config" or "ca".</param>
internal sealed record ConfSection(string Type, string Name, string File, int Line)
{
    public List<ConfEntry> Entries { get; } = [];

    public bool IsConnection => Type == "conn";

    /// <summary>"conn %default" speaks for all connections.</summary>
    public bool IsDefault => IsConnection && Name == "%default";
}
