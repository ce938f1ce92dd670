using System.Globalization;
using Culvert.Hal.Linux;

namespace Culvert.Gateway.Supervision;

/// <summary>The <c>culvert init</c> that has started this process as a service of its.</summary>
internal static class OwnSupervisor
{
    /// <summary>The variable with its process id; not set where there is none.</summary>
    public const string Variable = "CULVERT_SUPERVISOR";

    /// <summary>However it ends, we end with it: the next one starts services of its own.</summary>
    /// <exception cref="UserException">It has ended already.</exception>
    public static void EndWithIt()
    {
        bool isThere = int.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out int process);
        if (isThere && !LinuxSignals.TryEndWithParent(process)) throw new UserException($"culvert init has ended, process {process}, start it again");
    }
}
