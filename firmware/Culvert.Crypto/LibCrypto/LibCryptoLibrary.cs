using System.Runtime.InteropServices;

namespace Culvert.Crypto.LibCrypto;

/// <summary>
/// The system's libcrypto, loaded once for the life of the process; the .NET runtime itself uses the same library.
/// </summary>
public static class LibCryptoLibrary
{
    private static readonly string[] Names = ["libcrypto.so.3", "libcrypto.so"];
    private static readonly nint Handle = Load();

    /// <summary>The address of an exported function, to be called through a function pointer.</summary>
    public static nint Export(string function) => NativeLibrary.GetExport(Handle, function);

    private static nint Load()
    {
        foreach (string name in Names)
        {
            if (NativeLibrary.TryLoad(name, out nint handle)) return handle;
        }

        throw new DllNotFoundException($"OpenSSL's {Names[0]} is not installed; install libssl3");
    }
}
