namespace Culvert.Lab.Hosts;

/// <summary>An LED that went on or off.</summary>
/// <param name="At">Of <see cref="System.Diagnostics.Stopwatch"/>.</param>
public sealed record LedChange(long At, string Led, bool IsLit);
