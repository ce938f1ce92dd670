namespace Culvert.Core;

/// <summary>A named event count. One thread writes, any thread reads.</summary>
public sealed class Counter(string name)
{
    private long _value;

    public string Name { get; } = name;

    public long Value => Volatile.Read(ref _value);

    public void Increment() => Volatile.Write(ref _value, _value + 1);

    public void Add(long amount) => Volatile.Write(ref _value, _value + amount);

    public override string ToString() => $"{Name} {Value}";
}
