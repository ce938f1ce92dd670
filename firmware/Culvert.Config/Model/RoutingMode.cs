namespace Culvert.Config;

/// <summary>Where the far networks come from.</summary>
public enum RoutingMode
{
    Static,
    Bgp,
}
