using Culvert.Core;

namespace Culvert.Control.Buttons;

/// <summary>The button's line changed its level.</summary>
/// <param name="IsPressed">The level after it, polarity already taken care of.</param>
/// <param name="At">When it happened, not when it was read.</param>
public readonly record struct ButtonEdge(bool IsPressed, Instant At);
