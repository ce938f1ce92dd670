namespace Culvert.Ike;

/// <summary>Trace: per packet. Debug: addresses, ids, exchanges. Information: a person sees a change. Warning: a person should act.</summary>
public enum NoticeLevel
{
    Trace,
    Debug,
    Information,
    Warning,
}
