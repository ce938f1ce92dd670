namespace Culvert.Crypto.LibCrypto;

/// <summary>
/// OpenSSL's BIGNUM, for modular exponentiation in constant time. Cleared when disposed.
/// Not thread-safe; every job makes its own.
/// </summary>
internal sealed unsafe class BigNumber : IDisposable
{
    private const int ConstantTimeFlag = 0x04; // BN_FLG_CONSTTIME

    private static readonly delegate* unmanaged<nint> New = (delegate* unmanaged<nint>)LibCryptoLibrary.Export("BN_secure_new");
    private static readonly delegate* unmanaged<nint, void> ClearFree = (delegate* unmanaged<nint, void>)LibCryptoLibrary.Export("BN_clear_free");
    private static readonly delegate* unmanaged<byte*, int, nint, nint> FromBytes =
        (delegate* unmanaged<byte*, int, nint, nint>)LibCryptoLibrary.Export("BN_bin2bn");
    private static readonly delegate* unmanaged<nint, byte*, int, int> ToPaddedBytes =
        (delegate* unmanaged<nint, byte*, int, int>)LibCryptoLibrary.Export("BN_bn2binpad");
    private static readonly delegate* unmanaged<nint, int, void> SetFlags = (delegate* unmanaged<nint, int, void>)LibCryptoLibrary.Export("BN_set_flags");
    private static readonly delegate* unmanaged<nint, nint, nint, nint, nint, nint, int> ModExpConstantTime =
        (delegate* unmanaged<nint, nint, nint, nint, nint, nint, int>)LibCryptoLibrary.Export("BN_mod_exp_mont_consttime");
    private static readonly delegate* unmanaged<nint> ContextNew = (delegate* unmanaged<nint>)LibCryptoLibrary.Export("BN_CTX_new");
    private static readonly delegate* unmanaged<nint, void> ContextFree = (delegate* unmanaged<nint, void>)LibCryptoLibrary.Export("BN_CTX_free");

    private nint _handle;

    private BigNumber()
    {
        _handle = New();
        if (_handle == 0) throw new InsufficientMemoryException("libcrypto has no memory for a number");
    }

    /// <summary>Reads an unsigned big-endian number and marks it secret, so that every operation on it is constant-time.</summary>
    public static BigNumber FromBigEndian(ReadOnlySpan<byte> bytes)
    {
        var number = new BigNumber();
        fixed (byte* pointer = bytes) Check(FromBytes(pointer, bytes.Length, number._handle) != 0);
        SetFlags(number._handle, ConstantTimeFlag);
        return number;
    }

    /// <summary>this ^ <paramref name="exponent"/> mod <paramref name="modulus"/> (odd), big-endian, padded to fill <paramref name="result"/>.</summary>
    public void PowerModulo(BigNumber exponent, BigNumber modulus, Span<byte> result)
    {
        using var power = new BigNumber();
        nint context = ContextNew();
        Check(context != 0);
        try
        {
            Check(ModExpConstantTime(power._handle, _handle, exponent._handle, modulus._handle, context, 0) == 1);
        }
        finally
        {
            ContextFree(context);
        }

        fixed (byte* pointer = result) Check(ToPaddedBytes(power._handle, pointer, result.Length) == result.Length);
    }

    public void Dispose()
    {
        if (_handle == 0) return;
        ClearFree(_handle);
        _handle = 0;
    }

    private static void Check(bool succeeded)
    {
        if (!succeeded) throw new InvalidOperationException("libcrypto refused an operation on big numbers");
    }
}
