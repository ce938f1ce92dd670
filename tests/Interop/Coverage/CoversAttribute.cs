namespace Culvert.Interop.Tests;

/// <summary>
/// A line of the table in tests/README.md. What the attribute leaves out, the test's own data says, in a parameter of that
/// name; the suites always come from the parameters `ike` and `esp`.
/// </summary>
/// <param name="peer">The other end.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CoversAttribute(string peer) : Attribute
{
    public string Peer { get; } = peer;

    /// <summary>The product's role: initiator, responder.</summary>
    public string? Role { get; init; }

    /// <summary>The product's setting: udp, esp or auto.</summary>
    public string? Encapsulation { get; init; }

    /// <summary>The outer protocol.</summary>
    public string Over { get; init; } = "IPv4";
}
