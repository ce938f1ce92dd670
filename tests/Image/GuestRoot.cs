using System.Text;
using Culvert.Images.Root;
using Culvert.Lab.Hosts;

namespace Culvert.Image.Tests;

/// <summary>The image's root with the tests' own program as the first process.</summary>
internal static class GuestRoot
{
    // The kernel looks for a next archive at every fourth octet, and passes over zeros.
    private const int Alignment = 4;

    /// <summary>As the kernel unpacks it.</summary>
    /// <param name="what">What the program is to do.</param>
    public static byte[] Write(string what)
    {
        // A root that is loaded after another one replaces its files. As it is on a card the first one is, and small that way.
        byte[] root = File.ReadAllBytes(BoxImage.Root);
        return [.. root, .. new byte[(Alignment - root.Length % Alignment) % Alignment], .. Addition(what)];
    }

    private static byte[] Addition(string what)
    {
        var tree = new RootTree();
        tree.AddFile("/init", File.ReadAllBytes(BoxImage.Guest), executable: true);
        tree.AddFile("/culvert", File.ReadAllBytes(BoxImage.Firmware), executable: true);
        tree.AddFile("/guest", Encoding.ASCII.GetBytes(what), executable: false);
        return NewcArchive.Write(tree.Entries, date: 0);
    }
}
