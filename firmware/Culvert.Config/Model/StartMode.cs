namespace Culvert.Config;

/// <summary>Who begins.</summary>
public enum StartMode
{
    Initiate,
    Respond,
    OnDemand,
    Off,
}
