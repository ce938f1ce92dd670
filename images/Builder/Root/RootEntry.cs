namespace Culvert.Images.Root;

/// <summary>One name in the root that the kernel unpacks.</summary>
/// <param name="Path">Without a leading slash: "sbin/e2fsck".</param>
/// <param name="Mode">Kind and permissions, as in st_mode.</param>
/// <param name="Content">A file's bytes, or where a link leads.</param>
/// <param name="Major">Of a device.</param>
/// <param name="Minor">Of a device.</param>
internal sealed record RootEntry(string Path, uint Mode, byte[] Content, uint Major = 0, uint Minor = 0)
{
    public const uint FolderKind = 0x4000;
    public const uint FileKind = 0x8000;
    public const uint LinkKind = 0xA000;
    public const uint CharacterDeviceKind = 0x2000;
}
