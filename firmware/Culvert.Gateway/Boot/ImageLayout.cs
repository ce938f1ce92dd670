namespace Culvert.Gateway.Boot;

/// <summary>Where things are in the image's root.</summary>
internal static class ImageLayout
{
    /// <summary>What the kernel starts as the first process: this program.</summary>
    public const string Init = "/init";

    public const string Data = "/data";
    public const string Config = "/data/culvert";
    public const string Board = "/etc/culvert-image/board";
    public const string ModuleList = "/lib/modules.list";
    public const string CommandLine = "/proc/cmdline";

    /// <summary>Whether this program runs in the image, and not as one among others.</summary>
    public static bool IsHere => File.Exists(Board);
}
