using System.Diagnostics.CodeAnalysis;

namespace Culvert.Config;

/// <summary>Reads the suites that one written suite stands for, of IKE or of ESP.</summary>
internal delegate bool SuiteParser<T>(string text, [NotNullWhen(true)] out IReadOnlyList<T>? suites, [NotNullWhen(false)] out string? problem);
