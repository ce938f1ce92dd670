namespace Culvert.Ike;

/// <summary>What NAT detection found (RFC 7296 section 2.23). Forced: we asked for UDP encapsulation and there is no real NAT.</summary>
public enum NatSituation
{
    None,
    Local,
    Remote,
    Both,
    Forced,
}
