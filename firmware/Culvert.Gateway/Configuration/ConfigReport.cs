using Culvert.Config;
using Culvert.Config.Editing;

namespace Culvert.Gateway.Configuration;

/// <summary>The committed configuration for a person or a program; secrets are never in it.</summary>
internal static class ConfigReport
{
    public static VerbResult Render(ConfigStore store, bool json, bool asCommands)
    {
        try
        {
            return Render(store.Read(), json, asCommands);
        }
        catch (UserException problem)
        {
            return VerbResult.Failed(problem.Message);
        }
    }

    private static VerbResult Render(ConfigDocuments documents, bool json, bool asCommands)
    {
        if (ConfigListing.FindProblems(documents) is { Count: > 0 } problems) return VerbResult.Failed(problems);
        if (json) return VerbResult.Done(ConfigListing.ToJson(documents).TrimEnd('\n'));
        return VerbResult.Done(asCommands ? ConfigListing.ToCommands(documents) : ConfigListing.ToLines(documents));
    }
}
