namespace Culvert.Hal;

/// <summary>The kernel refused something that this machine was expected to do. Never caused by what a peer sends.</summary>
public sealed class KernelException(string operation, int errno, string reason)
    : IOException($"{operation}: {reason}")
{
    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int AccessDenied = 13;
    public const int Exists = 17;
    public const int NoDevice = 19;
    public const int NoProcess = 3;
    public const int NotSupported = 95;
    public const int NoFamily = 97;
    public const int AddressNotAvailable = 99;
    public const int NetworkDown = 100;

    /// <summary>What was tried, for example "add route 10.50.0.0/16 dev Tunnel1".</summary>
    public string Operation { get; } = operation;

    public int Errno { get; } = errno;

    public bool IsPermission => Errno is NotPermitted or AccessDenied;

    /// <summary>What the kernel says of an address family that it was built or started without; rules say the one, routes the other.</summary>
    public bool IsFamilyMissing => Errno is NoFamily or NotSupported;
}
