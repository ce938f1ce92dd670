using Culvert.Core;

namespace Culvert.Ike.V2;

/// <summary>The one request that may be unanswered at a time (a window of 1). Its bytes never change.</summary>
internal sealed class OutgoingRequest(uint messageId, byte[] bytes, Instant firstSentAt)
{
    private int _probeSteps;

    public uint MessageId { get; } = messageId;

    public byte[] Bytes { get; } = bytes;

    public Instant FirstSentAt { get; } = firstSentAt;

    public int Transmissions { get; private set; } = 1;

    public Instant NextAt { get; private set; }

    public bool IsProbing => _probeSteps > 0;

    /// <summary>From now on the probe's schedule, counted from the transmission just made.</summary>
    public void BeginProbe(Instant now)
    {
        _probeSteps = RetransmissionSchedule.ProbeTransmissions - 1;
        NextAt = now + RetransmissionSchedule.Probe;
    }

    public void WaitFor(Instant now, TimeSpan ordinaryWait)
    {
        if (_probeSteps > 0) _probeSteps--;
        NextAt = now + (_probeSteps > 0 ? RetransmissionSchedule.Probe : ordinaryWait);
    }

    public void Sent() => Transmissions++;

    /// <summary>Begins the task's schedule afresh, as if this were the first transmission.</summary>
    public void RestartSchedule(Instant now, TimeSpan wait)
    {
        Transmissions = 1;
        NextAt = now + wait;
    }
}
