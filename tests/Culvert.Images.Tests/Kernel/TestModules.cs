using System.Text;
using Culvert.Images.Kernel;

namespace Culvert.Images.Tests.Kernel;

/// <summary>Modules as their .modinfo describes them.</summary>
internal static class TestModules
{
    public static KernelModule Module(string name, params string[] modinfo) =>
        KernelModule.Parse(name, name + ".ko", Encoding.UTF8.GetBytes(string.Concat(modinfo.Select(text => text + '\0'))));

    public static KernelModules KernelOf(string[] builtIn, params KernelModule[] modules) => new(modules, builtIn);

    public static string[] Names(this IEnumerable<KernelModule> modules) => modules.Select(module => module.Name).ToArray();
}
