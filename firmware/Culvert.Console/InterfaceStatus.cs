using Culvert.Control.Interfaces;

namespace Culvert.Console;

/// <summary>What is told of a network device.</summary>
/// <param name="Name">The kernel's.</param>
/// <param name="Tunnel">Whose device it is; null unless the role is <see cref="InterfaceRole.Tunnel"/>.</param>
/// <param name="IsUp">Null: it should be there and is not.</param>
/// <param name="Mtu">Octets; null: it is not there.</param>
/// <param name="Addresses">With their prefix lengths.</param>
public sealed record InterfaceStatus(string Name, InterfaceRole Role, string? Tunnel, bool? IsUp, int? Mtu, IReadOnlyList<string> Addresses)
{
    /// <summary>Where its address comes from; null: not from us.</summary>
    public InterfaceSource? Source { get; init; }

    /// <summary>"up", "down" or "missing".</summary>
    public string State => IsUp switch
    {
        true => "up",
        false => "down",
        null => "missing",
    };
}
