namespace Culvert.Hal;

/// <summary>
/// Everything that a factory reset takes. Calls throw <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>
/// and may take long.
/// </summary>
public interface IDataStore
{
    /// <summary>As a person finds it: a directory, a partition.</summary>
    string Name { get; }

    /// <summary>A wipe was begun and has not ended: nothing in the store means anything any more, only <see cref="Wipe"/> may touch it.</summary>
    bool IsWipePending { get; }

    /// <summary>Without a wipe that is pending: a marker that was being put or cleared has left something that says nothing any more.</summary>
    bool HasLeftover { get; }

    /// <summary>Removes what <see cref="HasLeftover"/> tells of. Only while nobody else may put a marker.</summary>
    void ClearLeftover();

    /// <summary>Puts the marker of a wipe outside of the store; it is durable when this returns.</summary>
    void MarkForWipe();

    /// <summary>Overwrites all that is in the store, makes it anew, and then clears the marker. Begins again where it was cut short.</summary>
    /// <param name="onProgress">Called whenever a part of it is done, so that a slow disk can be told from a stuck one.</param>
    void Wipe(Action onProgress);
}
