namespace Culvert.Control;

/// <summary>Why a tunnel is in its state: a code for scripts and a sentence for a person.</summary>
public sealed record TunnelReason(ReasonCode Code, string? Text)
{
    public static TunnelReason None { get; } = new(ReasonCode.None, null);
}
