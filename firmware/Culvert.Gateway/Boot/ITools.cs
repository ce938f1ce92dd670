namespace Culvert.Gateway.Boot;

/// <summary>Programs of the image that do one thing and end.</summary>
internal interface ITools
{
    /// <summary>Runs a program to its end; nothing of what it prints is kept.</summary>
    /// <returns>Its exit code; null when it did not end by itself. One that no signal ends is left behind.</returns>
    /// <exception cref="IOException">It cannot be started.</exception>
    int? Run(string program, IReadOnlyList<string> arguments, TimeSpan patience);
}
