namespace Culvert.Control.Boot;

/// <summary>How a step went.</summary>
public enum DataStepResult
{
    Done,

    /// <summary><see cref="DataStep.Inspect"/>: nothing has ever been written to it.</summary>
    Empty,

    /// <summary><see cref="DataStep.Check"/>, <see cref="DataStep.Repair"/>: there are faults that it could not mend.</summary>
    Damaged,

    /// <summary>It could not be done, which says nothing of what is on the partition.</summary>
    Failed,
}
