namespace Culvert.Gateway.Logging;

/// <summary>
/// Trace: per packet. Debug: addresses, ids, exchanges. Info: a person sees a change. Warning: a person should act.
/// Error: something stopped. Keys and secrets: at no level.
/// </summary>
internal enum LogLevel
{
    Trace,
    Debug,
    Info,
    Warning,
    Error,
}
