namespace Culvert.Control.Boot;

/// <summary>What is done to the data partition while the box starts.</summary>
public enum DataStep
{
    /// <summary>Find it and see whether there is anything on it.</summary>
    Inspect,

    /// <summary>End a factory reset: overwrite all of it, make it anew, and only then take the marker away.</summary>
    Wipe,

    /// <summary>Check it, and mend what can be mended without a loss.</summary>
    Check,

    /// <summary>Mend it at any price.</summary>
    Repair,

    /// <summary>Make a new file system on it.</summary>
    Make,

    /// <summary>Mount it for reading and writing.</summary>
    Mount,

    /// <summary>Mount it for reading only.</summary>
    MountReadOnly,

    /// <summary>Put a file system in memory in its place.</summary>
    UseMemory,
}
