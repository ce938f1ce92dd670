namespace Culvert.Core;

/// <summary>The limits of one SA (RFC 4301 section 4.4.2.1).</summary>
/// <param name="Soft">Time for another SA.</param>
/// <param name="Hard">Nothing more is protected.</param>
public readonly record struct TrafficLimits(TrafficLimit Soft, TrafficLimit Hard);
