namespace Culvert.Config.Import;

/// <summary>Which suites an import offers to the peer.</summary>
public enum SuiteChoice
{
    /// <summary>What the file says.</summary>
    File,

    /// <summary>Exactly one strong suite, whatever the file says.</summary>
    Strong,
}
