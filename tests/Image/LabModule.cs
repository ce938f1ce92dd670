using System.Runtime.CompilerServices;
using Culvert.Lab;

namespace Culvert.Image.Tests;

internal static class LabModule
{
    /// <summary>Before anything else, however the tests were started, the process moves into the laboratory.</summary>
    [ModuleInitializer]
    internal static void Enter() => LabEntry.Enter(Environment.GetCommandLineArgs()[1..]);
}
