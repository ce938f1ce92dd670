namespace Culvert.Console.Grammar;

/// <summary>What stands in the place of a word that the user chooses.</summary>
public enum ParameterKind
{
    /// <summary>The word itself.</summary>
    None,

    /// <summary>Any one word.</summary>
    Word,

    /// <summary>The keys of a configuration value, to the end of the line.</summary>
    ConfigPath,
}
