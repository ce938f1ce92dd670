using Culvert.Hal.Boards;

namespace Culvert.Gateway.Configuration;

/// <summary>Finds a board by name, or in a file.</summary>
internal static class BoardFiles
{
    /// <exception cref="UserException">There is no such board, or its file is wrong.</exception>
    public static BoardDescription Load(string nameOrFile)
    {
        BoardResult result = IsFile(nameOrFile) ? BoardParser.Parse(UserFiles.Read(nameOrFile), nameOrFile) : Find(nameOrFile);
        return result.Board ?? throw new UserException(result.Problems[0]);
    }

    private static BoardResult Find(string name) => BoardCatalog.Names.Contains(name)
        ? BoardCatalog.Find(name)
        : throw new UserException($"unknown board, '{name}', use one of {string.Join(", ", BoardCatalog.Names)}, or name a board.json");

    private static bool IsFile(string nameOrFile) =>
        nameOrFile.Contains('/', StringComparison.Ordinal) || nameOrFile.EndsWith(".json", StringComparison.Ordinal);
}
