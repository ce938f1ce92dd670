namespace Culvert.Config;

/// <summary>What may stand behind a key.</summary>
internal enum SchemaKind
{
    /// <summary>An object with known keys.</summary>
    Section,

    /// <summary>An object whose keys are names that the user chose.</summary>
    Map,

    Text,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>"8h", "30s" or bare seconds, quoted or not.</summary>
    Duration,

    /// <summary>"10G", "20M" or a bare number, quoted or not.</summary>
    Count,

    /// <summary>Texts, at least one.</summary>
    List,

    /// <summary>Texts, or none.</summary>
    ListOrEmpty,

    /// <summary>A key that people put here though it belongs elsewhere.</summary>
    Misplaced,
}
