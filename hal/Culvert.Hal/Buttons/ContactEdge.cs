using Culvert.Core;
using Culvert.Hal.Boards;

namespace Culvert.Hal.Buttons;

/// <summary>A button's contact closed or opened: bounces are edges too.</summary>
/// <param name="At">When it happened, not when it was read.</param>
public sealed record ContactEdge(string Button, ButtonRole Role, bool IsPressed, Instant At);
