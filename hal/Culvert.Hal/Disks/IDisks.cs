namespace Culvert.Hal.Disks;

/// <summary>The disks of the machine.</summary>
public interface IDisks
{
    /// <summary>The disk with this number in its MBR (at octet 440); null when no such disk has come up so far.</summary>
    Disk? Find(uint label);

    /// <exception cref="IOException">It cannot be opened; reading only when it is write-protected.</exception>
    IBlockDevice Open(string device);
}
