namespace Culvert.Config.Import;

/// <summary>
/// Finds the documents that an "include" line names. Called by the importer, answered by whoever may read files.
/// </summary>
/// <param name="pattern">The path or glob as written.</param>
/// <param name="includingFile">The name of the document with the line: relative patterns start at its folder.</param>
/// <returns>In the order of their names; empty when nothing matches. The names tell two documents apart (cycles).</returns>
public delegate IReadOnlyList<NamedText> IncludeResolver(string pattern, string includingFile);
