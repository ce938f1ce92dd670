using Culvert.Hal.Boards;

namespace Culvert.Gateway.Configuration;

/// <summary>Finds a board by name, or in a file.</summary>
internal static class BoardFiles
{
    /// <exception cref="UserException">There is no such board, or its file is wrong.</exception>
    public static BoardDescription Load(string nameOrFile)
    {
        BoardResult result = nameOrFile.Contains('/', StringComparison.Ordinal) || nameOrFile.EndsWith(".json", StringComparison.Ordinal)
            ? BoardParser.Parse(UserFiles.Read(nameOrFile), nameOrFile)
            : BoardCatalog.Find(nameOrFile);
        return result.Board ?? throw new UserException(result.Problems[0]);
    }
}
