namespace Culvert.Ike.V2.Tasks;

/// <summary>What a task wants next.</summary>
internal enum TaskResult
{
    /// <summary>Finished, one way or the other.</summary>
    Done,

    /// <summary>Build a message and send it: a request, or the answer.</summary>
    Send,

    /// <summary>Wait: for a job, or for a better answer than the one just seen.</summary>
    Wait,
}
