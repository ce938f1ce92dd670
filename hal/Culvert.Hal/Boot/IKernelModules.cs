namespace Culvert.Hal.Boot;

/// <summary>Modules of the kernel.</summary>
public interface IKernelModules
{
    /// <summary>Loads a module from its file, with no parameters; a module that is there already is no error.</summary>
    /// <exception cref="KernelException">It cannot be loaded; <see cref="KernelException.NoDevice"/>: the machine has no such device.</exception>
    void Load(string path);
}
