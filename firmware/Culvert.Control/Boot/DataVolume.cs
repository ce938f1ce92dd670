using System.Diagnostics.CodeAnalysis;
using Culvert.Ike;

namespace Culvert.Control.Boot;

/// <summary>
/// Brings the data partition into use when the box starts, whatever state it is in: made at the first start, checked at every
/// other, mended or made anew when it is damaged, replaced by memory when nothing helps. A box that starts without its
/// configuration can be told one; a box that does not start cannot. Sans-IO: results come in, steps and log lines come out.
/// </summary>
public sealed class DataVolume
{
    private readonly Queue<LogEntry> _log = new();
    private DataStep? _next;

    /// <param name="isWipePending">A factory reset was begun: what is there is not looked at, checked or mended any more.</param>
    public DataVolume(bool isWipePending)
    {
        _next = isWipePending ? DataStep.Wipe : DataStep.Inspect;
        if (isWipePending) Note(NoticeLevel.Warning, "a factory reset was begun and has not ended: wiping the data partition");
    }

    /// <summary>Nothing is left to do: the partition, or memory in its place, is in use.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>What a person who changes the configuration has to know; null: it is kept.</summary>
    public string? Trouble { get; private set; }

    public bool TryTakeLog([NotNullWhen(true)] out LogEntry? entry) => _log.TryDequeue(out entry);

    /// <summary>What is to be done now; nothing until <see cref="HandleDone"/> has said how the last step went.</summary>
    public bool TryTakeStep(out DataStep step)
    {
        step = _next.GetValueOrDefault();
        bool any = _next is not null;
        _next = null;
        return any;
    }

    /// <param name="detail">Why it did not work, in a few words.</param>
    public void HandleDone(DataStep step, DataStepResult result, string detail = "")
    {
        _next = (step, result) switch
        {
            (DataStep.Wipe, DataStepResult.Done) => After("the data partition is as it left the factory", DataStep.Mount),
            (DataStep.Wipe, _) => Warn($"the factory reset cannot end: {detail}; nothing of the old configuration is used, the next start tries again", DataStep.UseMemory),
            (DataStep.Inspect, DataStepResult.Done) => DataStep.Check,
            (DataStep.Inspect, DataStepResult.Empty) => After("the data partition is empty: making it", DataStep.Make),
            (DataStep.Inspect, _) => Warn($"no data partition: {detail}; the configuration will be lost at the next start", DataStep.UseMemory),
            (DataStep.Check, DataStepResult.Done) => DataStep.Mount,
            (DataStep.Check, DataStepResult.Damaged) => Warn("the data partition is damaged: repairing it", DataStep.Repair),
            (DataStep.Check, _) => Warn($"the data partition cannot be checked: {detail}", DataStep.Mount),
            (DataStep.Repair, DataStepResult.Done) => Warn("the data partition is repaired; something of the configuration may be missing", DataStep.Mount),
            (DataStep.Repair, DataStepResult.Damaged) => Warn("the data partition is beyond repair: making it anew, the configuration is lost", DataStep.Make),
            // Half repaired, or by a checker that is older than it: what else is on it is not to be lost too.
            (DataStep.Repair, _) => Warn($"the data partition cannot be repaired: {detail}", DataStep.MountReadOnly),
            (DataStep.Make, DataStepResult.Done) => DataStep.Mount,
            (DataStep.Make, _) => Warn($"the data partition cannot be made: {detail}; the configuration will be lost at the next start", DataStep.UseMemory),
            (DataStep.Mount, DataStepResult.Done) => Finish(),
            (DataStep.Mount, _) => Warn($"the data partition cannot be written to: {detail}", DataStep.MountReadOnly),
            (DataStep.MountReadOnly, DataStepResult.Done) => Warn("the data partition is read-only: the configuration is used, and cannot be changed", Finish()),
            // That this system cannot mount it says nothing of what is on it: the other one may.
            (DataStep.MountReadOnly, _) => Warn($"the data partition cannot be used: {detail}; the configuration will be lost at the next start", DataStep.UseMemory),
            _ => Finish(),
        };
        if (_next == DataStep.UseMemory) Trouble = "there is no place to keep the configuration: what is set now is lost at the next start";
        if ((step, result) == (DataStep.MountReadOnly, DataStepResult.Done)) Trouble = "the configuration can be read and not changed: its place cannot be written to";
    }

    private DataStep? Finish()
    {
        IsSettled = true;
        return null;
    }

    private DataStep? After(string text, DataStep? next)
    {
        Note(NoticeLevel.Information, text);
        return next;
    }

    private DataStep? Warn(string text, DataStep? next)
    {
        Note(NoticeLevel.Warning, text);
        return next;
    }

    private void Note(NoticeLevel level, string text) => _log.Enqueue(new LogEntry(level, "", text));
}
