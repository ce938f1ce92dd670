using System.Runtime.InteropServices;
using Culvert.Hal.Boot;

namespace Culvert.Hal.Linux.Boot;

/// <summary>finit_module(2).</summary>
public sealed unsafe class LinuxKernelModules : IKernelModules
{
    // Of the two machines that Culvert is built for.
    private static readonly nint CallNumber = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 273 : 313;

    public void Load(string path)
    {
        using var file = File.OpenHandle(path);
        byte nothing = 0;
        if (Libc.LoadModule(CallNumber, (int)file.DangerousGetHandle(), &nothing, 0) >= 0) return;
        KernelException problem = Errno.Last($"load {Path.GetFileName(path)}");
        if (problem.Errno != KernelException.Exists) throw problem;
    }
}
