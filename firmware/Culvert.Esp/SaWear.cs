namespace Culvert.Esp;

/// <summary>How far an SA has come in what it may protect (RFC 4301 section 4.4.2.1).</summary>
public enum SaWear
{
    Fresh,

    /// <summary>Past its soft limit: time for another SA.</summary>
    Worn,

    /// <summary>At its hard limit: it must go.</summary>
    Spent,
}
