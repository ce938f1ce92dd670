using Culvert.Core;

namespace Culvert.Ike.Wire;

/// <summary>One payload, as a value: parsed whole or not at all, written back by <see cref="WriteBody"/>.</summary>
internal abstract record Payload(PayloadType Type)
{
    /// <summary>Writes what stands behind the generic header.</summary>
    public abstract void WriteBody(ref SpanWriter writer);

    /// <summary>How a log names it.</summary>
    public virtual string Summary => Type.ToString();
}
