using Culvert.Hal.Boot;

namespace Culvert.Hal.Linux.Boot;

/// <summary>mount(2) and umount2(2).</summary>
public sealed unsafe class LinuxMounts : IMounts
{
    public void Mount(string type, string source, string target, MountFlags flags, string options = "")
    {
        Directory.CreateDirectory(target);
        fixed (byte* typeText = NativeText.Path(type), sourceText = NativeText.Path(source), targetText = NativeText.Path(target), optionText = NativeText.Path(options))
        {
            if (Libc.Mount(sourceText, targetText, typeText, (nuint)flags, optionText) < 0) throw Errno.Last($"mount {source} on {target}");
        }
    }

    public void Unmount(string target)
    {
        fixed (byte* text = NativeText.Path(target))
        {
            if (Libc.Unmount(text, 0) < 0) throw Errno.Last($"unmount {target}");
        }
    }
}
