namespace Culvert.Console;

/// <summary>A line of the log, without anything that could steer a terminal.</summary>
/// <param name="Level">One word, as in the log.</param>
/// <param name="Area">Which part of the gateway spoke: one word.</param>
/// <param name="Tunnel">Empty: no tunnel is meant.</param>
public sealed record LoggedLine(DateTimeOffset Time, string Level, string Area, string Tunnel, string Text);
