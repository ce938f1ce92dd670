namespace Culvert.Control;

public static class TunnelStates
{
    /// <summary>The word that people and scripts see.</summary>
    public static string Word(this TunnelState state) => state switch
    {
        TunnelState.Disabled => "disabled",
        TunnelState.Connecting => "connecting",
        TunnelState.Refused => "refused",
        TunnelState.Up => "up",
        _ => "suspect",
    };
}
