namespace Culvert.Gateway;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The thing asked for failed; also: no gateway is running.</summary>
    public const int Failed = 1;

    public const int WrongUsage = 2;

    /// <summary>A bug of ours (EX_SOFTWARE of sysexits.h). The guards stay.</summary>
    public const int InternalError = 70;
}
