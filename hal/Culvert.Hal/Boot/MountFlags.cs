namespace Culvert.Hal.Boot;

/// <summary>Flags of mount(2), with the kernel's values.</summary>
[Flags]
public enum MountFlags
{
    None = 0,
    ReadOnly = 1,
    NoSetUserId = 2,
    NoDevices = 4,
    NoExecution = 8,
    NoAccessTime = 1024,
}
