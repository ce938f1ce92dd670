using System.Text.Json.Serialization;

namespace Culvert.Gateway.Network;

/// <summary>What the machine's ports were given by us: texts of a file, which may say anything.</summary>
/// <param name="Addresses">"10.60.1.1/24 dev eth1" each.</param>
/// <param name="Raised">Devices that were down.</param>
/// <param name="Lease">What DHCP got, by the names of the client; null: nothing.</param>
/// <param name="LeaseSince">Nanoseconds since the machine's start.</param>
internal sealed record PortNotes(IReadOnlyList<string> Addresses, IReadOnlyList<string> Raised, IReadOnlyDictionary<string, string>? Lease, long LeaseSince)
{
    public static PortNotes None { get; } = new([], [], null, 0);

    [JsonIgnore]
    public bool IsEmpty => Addresses.Count == 0 && Raised.Count == 0 && Lease is null;

    /// <summary>What comes from a file may lack anything.</summary>
    [JsonIgnore]
    public bool IsWhole =>
        Addresses is { } addresses && addresses.All(text => text is not null) && Raised is { } raised && raised.All(text => text is not null)
        && Lease?.Values.All(text => text is not null) != false;

    public bool Equals(PortNotes? other) =>
        other is not null && Addresses.SequenceEqual(other.Addresses) && Raised.SequenceEqual(other.Raised) && LeaseSince == other.LeaseSince
        && (Lease ?? Nothing).SequenceEqual(other.Lease ?? Nothing);

    public override int GetHashCode() => HashCode.Combine(Addresses.Count, Raised.Count, LeaseSince);

    private static IReadOnlyDictionary<string, string> Nothing { get; } = new SortedDictionary<string, string>();
}
