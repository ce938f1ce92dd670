using System.Globalization;

namespace Culvert.Guest;

/// <summary>Takes all the room that the data partition has.</summary>
internal static class Ballast
{
    private const string Folder = "/data/ballast";
    private const long Largest = 1 << 28, Smallest = 1024;

    public static void Load()
    {
        Directory.CreateDirectory(Folder);
        int count = 0;
        for (long size = Largest; size >= Smallest; size /= 2)
        {
            while (TryTake(string.Create(CultureInfo.InvariantCulture, $"{Folder}/{count++}"), size))
            {
            }
        }
    }

    private static bool TryTake(string path, long size)
    {
        try
        {
            File.OpenHandle(path, FileMode.Create, FileAccess.Write, preallocationSize: size).Dispose();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
