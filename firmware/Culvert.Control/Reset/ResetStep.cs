namespace Culvert.Control.Reset;

/// <summary>What a factory reset wants done, one after the other.</summary>
public enum ResetStep
{
    /// <summary>Put the durable marker beside the data store: from here on there is no way back, only forward.</summary>
    Mark,

    /// <summary>Take the empty configuration: peers are told, routes and guards go in an orderly way.</summary>
    Forget,

    /// <summary>Overwrite everything in the data store, make it anew, clear the marker.</summary>
    Wipe,
}
