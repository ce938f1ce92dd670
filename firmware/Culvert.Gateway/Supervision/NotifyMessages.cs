namespace Culvert.Gateway.Supervision;

/// <summary>The part of systemd's notification protocol (sd_notify(3)) that both our ends speak.</summary>
internal static class NotifyMessages
{
    /// <summary>The variable with the socket's path; a leading '@' stands for an abstract one.</summary>
    public const string SocketVariable = "NOTIFY_SOCKET";

    public const string Ready = "READY=1";
    public const string Alive = "WATCHDOG=1";

    /// <summary>What follows is a number of microseconds: by when the start, which takes longer, is ready or says so again.</summary>
    public const string ExtendStart = "EXTEND_TIMEOUT_USEC=";

    /// <summary>What follows is the value of system.resetButton; no word of systemd's, who passes over it.</summary>
    public const string ResetButton = "X_CULVERT_RESET_BUTTON=";

    /// <summary>What follows are addresses, a space between two; no word of systemd's either.</summary>
    public const string TimeServers = "X_CULVERT_TIME_SERVERS=";

    public const string Enabled = "enabled";
    public const string Disabled = "disabled";
}
