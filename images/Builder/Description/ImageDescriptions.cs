using System.Text.Json;
using System.Text.Json.Serialization;

namespace Culvert.Images.Description;

/// <summary>Reads image.json files.</summary>
internal static class ImageDescriptions
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>The description of a board, with what all boards have.</summary>
    /// <exception cref="ImageException">A file is missing or wrong.</exception>
    public static ImageDescription Read(string board)
    {
        string own = Path.Combine(Checkout.Boards, board, "image.json");
        if (!File.Exists(own)) throw new ImageException($"no image is built for '{board}': BOARD is one of {string.Join(", ", Boards())}");
        return Combine(Parse(Path.Combine(Checkout.Images, "image.json")), Parse(own));
    }

    /// <summary>The boards that an image is built for.</summary>
    public static IEnumerable<string> Boards() => Directory.GetDirectories(Checkout.Boards)
        .Where(folder => File.Exists(Path.Combine(folder, "image.json")))
        .Select(folder => Path.GetFileName(folder))
        .Order(StringComparer.Ordinal);

    public static ImageDescription Parse(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<ImageDescription>(File.ReadAllText(file), Options) ?? throw new ImageException($"{file} says nothing");
        }
        catch (JsonException fault)
        {
            throw new ImageException($"{file}: {fault.Message}");
        }
    }

    /// <summary>Single values are the board's where it has one; lists and maps are both.</summary>
    public static ImageDescription Combine(ImageDescription common, ImageDescription board) => new()
    {
        Kernel = board.Kernel ?? common.Kernel,
        DeviceTree = board.DeviceTree ?? common.DeviceTree,
        Devices = [.. common.Devices, .. board.Devices],
        DeviceDrivers = Both(common.DeviceDrivers, board.DeviceDrivers),
        UnusedDevices = Both(common.UnusedDevices, board.UnusedDevices),
        FirstDrivers = Both(common.FirstDrivers, board.FirstDrivers),
        Drivers = Both(common.Drivers, board.Drivers),
        Programs = Both(common.Programs, board.Programs),
        LibraryPackages = [.. common.LibraryPackages, .. board.LibraryPackages],
        OpenedLibraries = [.. common.OpenedLibraries, .. board.OpenedLibraries],
        Links = Both(common.Links, board.Links),
        Folders = [.. common.Folders, .. board.Folders],
        BootLoader = board.BootLoader ?? common.BootLoader,
        BootLoaderBoard = board.BootLoaderBoard ?? common.BootLoaderBoard,
        LoadAddress = board.LoadAddress ?? common.LoadAddress,
        BootFiles = Both(common.BootFiles, board.BootFiles)
    };

    private static Dictionary<string, string> Both(Dictionary<string, string> common, Dictionary<string, string> board)
    {
        var both = new Dictionary<string, string>(common);
        foreach ((string key, string value) in board) both[key] = value;
        return both;
    }
}
