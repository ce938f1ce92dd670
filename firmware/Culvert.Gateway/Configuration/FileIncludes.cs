using System.IO.Enumeration;
using Culvert.Config;

namespace Culvert.Gateway.Configuration;

/// <summary>Finds the files of an ipsec.conf's "include" line: a path or a glob in its last part, relative to the including file.</summary>
internal static class FileIncludes
{
    public static IReadOnlyList<NamedText> Find(string pattern, string includingFile)
    {
        string whole = Path.Combine(Path.GetDirectoryName(includingFile) ?? "", pattern);
        string folder = Path.GetDirectoryName(whole) is { Length: > 0 } named ? named : ".";
        string name = Path.GetFileName(whole);
        if (!Directory.Exists(folder)) return [];
        return
        [
            .. new FileSystemEnumerable<string>(folder, (ref entry) => entry.ToSpecifiedFullPath())
            {
                ShouldIncludePredicate = (ref entry) => !entry.IsDirectory && FileSystemName.MatchesSimpleExpression(name, entry.FileName, ignoreCase: false),
            }.Order(StringComparer.Ordinal).Select(path => new NamedText(path, UserFiles.Read(path))),
        ];
    }
}
