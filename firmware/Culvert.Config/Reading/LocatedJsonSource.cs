using Microsoft.Extensions.Configuration;

namespace Culvert.Config;

/// <summary>Gives a document that was read to Microsoft.Extensions.Configuration.</summary>
internal sealed class LocatedJsonSource(LocatedDocument document) : ConfigurationProvider, IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public override void Load()
    {
        foreach (ConfigEntry entry in document.Entries) Set(entry.Key, entry.Value);
    }
}
