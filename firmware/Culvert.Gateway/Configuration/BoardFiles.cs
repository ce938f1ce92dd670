using Culvert.Hal.Boards;

namespace Culvert.Gateway.Configuration;

/// <summary>Finds a board by name, or in a file.</summary>
internal static class BoardFiles
{
    /// <summary>Always answers with a board: a tunnel must not stay down for an LED. What is wrong is among the problems.</summary>
    public static BoardResult Load(string nameOrFile)
    {
        if (!IsFile(nameOrFile)) return BoardCatalog.Find(nameOrFile);
        try
        {
            return BoardParser.Parse(UserFiles.Read(nameOrFile), nameOrFile);
        }
        catch (UserException unreadable)
        {
            return BoardResult.Bare(nameOrFile, unreadable.Message);
        }
    }

    private static bool IsFile(string nameOrFile) =>
        nameOrFile.Contains('/', StringComparison.Ordinal) || nameOrFile.EndsWith(".json", StringComparison.Ordinal);
}
