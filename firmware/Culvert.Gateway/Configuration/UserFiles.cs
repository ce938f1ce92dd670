namespace Culvert.Gateway.Configuration;

/// <summary>Reads files that a person names.</summary>
internal static class UserFiles
{
    /// <summary>No file that anybody means to import is larger; a device node without end is not read for ever.</summary>
    private const int LargestFile = 4 * 1024 * 1024;

    /// <exception cref="UserException">It cannot be read.</exception>
    public static string Read(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] buffer = new byte[LargestFile + 1];
            int length = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (length > LargestFile) throw new UserException($"the file is too large, {path}, name a configuration file of at most 4 MB");
            return PersonsText.Decode(buffer.AsSpan(0, length), path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"cannot read the file, {path}, {Advice(problem)}");
        }
    }

    private static string Advice(Exception problem) => problem switch
    {
        FileNotFoundException or DirectoryNotFoundException => "check that it exists",
        UnauthorizedAccessException => "check that it is a file you may read",
        _ => problem.Message,
    };
}
