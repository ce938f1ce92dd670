namespace Culvert.Lab.Gateways;

/// <summary>One element of `culvert show tunnels --json`, the fields that tests look at.</summary>
public sealed record TunnelView(
    string Name, string Connection, string State, string? ReasonCode, string? Reason, bool Active, string? Device, int Mtu,
    IReadOnlyList<WarningView>? Warnings, EndView? Local, EndView? Remote, IkeView? Ike, ChildView? Child, IReadOnlyList<ChildView>? Children,
    IReadOnlyDictionary<string, long>? Drops)
{
    public bool IsUp => State == "up";
}

/// <summary>One element of `warnings`.</summary>
public sealed record WarningView(string Code, string Text);

/// <summary>The `local` and `remote` objects.</summary>
public sealed record EndView(string? Address, int Port, string? Id);

/// <summary>The `ike` object.</summary>
public sealed record IkeView(int Version, string Role, string InitiatorSpi, string ResponderSpi, string Suite, string Nat);

/// <summary>The `child` object, whose packets are all of the tunnel's, or one of `children`, which count their own.</summary>
public sealed record ChildView(
    string InSpi, string OutSpi, string Suite, string? Pfs, string Encapsulation,
    IReadOnlyList<string> LocalSelectors, IReadOnlyList<string> RemoteSelectors, long PacketsIn, long PacketsOut);
