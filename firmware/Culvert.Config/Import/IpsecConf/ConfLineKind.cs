namespace Culvert.Config.Import;

internal enum ConfLineKind
{
    Blank,

    /// <summary>"conn NAME", "config setup", "ca NAME".</summary>
    Section,

    /// <summary>"include PATTERN".</summary>
    Include,

    /// <summary>"keyword = value".</summary>
    Assignment,

    /// <summary>"52.42.3.179 3.34.222.44: PSK …": a line of ipsec.secrets.</summary>
    Secret,

    /// <summary>"version 2".</summary>
    Version,

    /// <summary>Anything else: prose around the sections, or a mistake.</summary>
    Other,
}
