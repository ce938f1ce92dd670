using Culvert.Images;
using Culvert.Images.Bill;
using Culvert.Images.Description;

if (args is not [string board])
{
    Console.Error.WriteLine($"image: say for which board: make image BOARD={string.Join('|', ImageDescriptions.Boards())}");
    return 2;
}

try
{
    IReadOnlyList<ManifestFile> files = new ImageBuild(board).Run();
    foreach (ManifestFile file in files) Console.WriteLine($"{file.Size / 1048576.0,8:0.00} MiB  artifacts/images/{board}/{file.Name}");
    return 0;
}
catch (Exception fault) when (fault is ImageException or IOException)
{
    Console.Error.WriteLine($"image: {fault.Message}");
    return 1;
}
