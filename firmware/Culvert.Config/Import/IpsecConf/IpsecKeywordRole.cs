namespace Culvert.Config.Import;

internal enum IpsecKeywordRole
{
    /// <summary>Carried over.</summary>
    Setting,

    /// <summary>Without effect here: accepted with a note.</summary>
    Ignored,

    /// <summary>Accepted with values that ask for nothing special; any other is a problem.</summary>
    Restricted,
}
