using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Culvert.Crypto.LibCrypto;

/// <summary>
/// The system's libcrypto, loaded once for the life of the process; the .NET runtime itself uses the same library.
/// </summary>
public static class LibCryptoLibrary
{
    private const int VersionString = 6; // OPENSSL_VERSION_STRING

    private static readonly string[] Names = ["libcrypto.so.3", "libcrypto.so.4", "libcrypto.so"];
    private static readonly Lazy<nint> Handle = new(() => Load(Names));

    /// <summary>Whether the library is there: ask once at the start, so that its absence is an answer and not a crash.</summary>
    /// <param name="error">What is missing, where it was looked for, what to do.</param>
    public static bool IsAvailable([NotNullWhen(false)] out string? error)
    {
        error = Handle.Value != 0 ? null : Missing;
        return error is null;
    }

    /// <summary>"3.5.7".</summary>
    public static unsafe string Version
    {
        get
        {
            var describe = (delegate* unmanaged<int, byte*>)Export("OpenSSL_version");
            return Marshal.PtrToStringUTF8((nint)describe(VersionString)) ?? "";
        }
    }

    /// <summary>The address of an exported function, to be called through a function pointer.</summary>
    /// <exception cref="DllNotFoundException">The library is not there.</exception>
    public static nint Export(string function) =>
        Handle.Value != 0 ? NativeLibrary.GetExport(Handle.Value, function) : throw new DllNotFoundException(Missing);

    /// <summary>The first of the files that is there and is OpenSSL 3 or newer; 0 when none is.</summary>
    internal static nint Load(ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            // The function came with 3.0; before that, nothing of ours would work.
            if (NativeLibrary.TryLoad(name, out nint handle) && NativeLibrary.TryGetExport(handle, "EVP_CipherInit_ex2", out _)) return handle;
        }

        return 0;
    }

    private static string Missing => $"OpenSSL 3, no {string.Join(" or ", Names)} in the library path, install it (Debian: libssl3)";
}
