namespace Culvert.Control.Supervision;

/// <summary>Where a supervised process stands.</summary>
internal enum ServiceState
{
    /// <summary>Waits for its (next) start.</summary>
    Waiting,

    /// <summary>The process runs and has not said yet that it is ready.</summary>
    Starting,

    Running,

    /// <summary>A signal was sent; the process is still there.</summary>
    Ending,

    /// <summary>It ended and is not wanted any more.</summary>
    Over,
}
