using Culvert.Ike;

namespace Culvert.Control;

/// <summary>A line for the log. <paramref name="Tunnel"/> is empty when it concerns the whole box. Never a key or a secret.</summary>
public sealed record LogEntry(NoticeLevel Level, string Tunnel, string Text);
