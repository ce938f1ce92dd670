namespace Culvert.Hal.Boot;

/// <summary>File systems of the machine. Calls throw <see cref="KernelException"/>.</summary>
public interface IMounts
{
    /// <param name="type">ext4, tmpfs, proc …</param>
    /// <param name="source">The device; for a file system without one its type.</param>
    /// <param name="target">The directory; made when it is not there.</param>
    /// <param name="options">Comma-separated options of that file system.</param>
    void Mount(string type, string source, string target, MountFlags flags, string options = "");

    void Unmount(string target);
}
