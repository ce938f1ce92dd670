namespace Culvert.Console.Grammar;

/// <summary>A whole command, or why the words are none: never one and the other.</summary>
/// <param name="Verb"><see cref="CommandVerb.None"/> exactly when there is a problem.</param>
/// <param name="Arguments">The words that stand for parameters.</param>
/// <param name="Problem">What, where, what to do; empty when there is none.</param>
internal sealed record ParsedCommand(CommandVerb Verb, IReadOnlyList<string> Arguments, string Problem);
