using Culvert.Hal.Boards;

namespace Culvert.Gateway.Configuration;

/// <summary>Finds a board by name, or in a file.</summary>
internal static class BoardFiles
{
    /// <exception cref="UserException">There is no such board, or its file is wrong.</exception>
    public static BoardDescription Load(string nameOrFile)
    {
        BoardResult result = IsFile(nameOrFile) ? BoardParser.Parse(UserFiles.Read(nameOrFile), nameOrFile) : BoardCatalog.Find(nameOrFile);
        return result.Board ?? throw new UserException(string.Join("; ", result.Problems));
    }

    private static bool IsFile(string nameOrFile) =>
        nameOrFile.Contains('/', StringComparison.Ordinal) || nameOrFile.EndsWith(".json", StringComparison.Ordinal);
}
