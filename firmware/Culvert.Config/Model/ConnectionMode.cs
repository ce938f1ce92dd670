namespace Culvert.Config;

/// <summary>How a connection's tunnels share its traffic.</summary>
public enum ConnectionMode
{
    ActiveStandby,
    Ecmp,
}
