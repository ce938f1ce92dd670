using Culvert.Core;

namespace Culvert.Config.Import;

/// <summary>What the person who imports says beside the files.</summary>
public sealed record ImportOptions
{
    /// <summary>Name of the connection; null: by the rules of the format.</summary>
    public string? Name { get; init; }

    /// <summary>Further documents in the grammar of ipsec.secrets.</summary>
    public IReadOnlyList<NamedText> Secrets { get; init; } = [];

    /// <summary>Networks at this end; fills placeholders such as &lt;LOCAL NETWORK&gt;.</summary>
    public IReadOnlyList<IpPrefix> LocalNetworks { get; init; } = [];

    /// <summary>Networks at the far end; fills placeholders such as &lt;REMOTE NETWORK&gt;.</summary>
    public IReadOnlyList<IpPrefix> RemoteNetworks { get; init; } = [];

    /// <summary>1 or 2 overrides the files; null: as they say.</summary>
    public int? IkeVersion { get; init; }

    public SuiteChoice Suite { get; init; } = SuiteChoice.File;

    /// <summary>The file was pasted on the console: what to do next is said in its commands, not in options of the command line.</summary>
    public bool IsPasted { get; init; }

    /// <summary>Finds what an include line names.</summary>
    public IncludeResolver Include { get; init; } = static (_, _) => [];
}
