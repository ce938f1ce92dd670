using CsCheck;

namespace Culvert.Control.Tests;

/// <summary>Checks properties with the same inputs every time: a test that fails here fails everywhere.</summary>
internal static class Properties
{
    private const int Count = 2000;

    /// <summary>Runs the check with so many inputs; the first that fails is in the message, by its number.</summary>
    public static void Hold<T>(this Gen<T> inputs, Action<T> check)
    {
        for (ulong n = 0; n < Count; n++)
        {
            T input = inputs.Generate(new PCG(1, n), null, out _);
            try
            {
                check(input);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"does not hold for input {n}, {Check.Print(input)}", failure);
            }
        }
    }

    public static void Hold<T1, T2>(this Gen<(T1, T2)> inputs, Action<T1, T2> check) => inputs.Hold(t => check(t.Item1, t.Item2));

    public static void Hold<T1, T2, T3>(this Gen<(T1, T2, T3)> inputs, Action<T1, T2, T3> check) => inputs.Hold(t => check(t.Item1, t.Item2, t.Item3));

    public static void Hold<T1, T2, T3, T4>(this Gen<(T1, T2, T3, T4)> inputs, Action<T1, T2, T3, T4> check) =>
        inputs.Hold(t => check(t.Item1, t.Item2, t.Item3, t.Item4));

    public static void Hold<T1, T2, T3, T4, T5>(this Gen<(T1, T2, T3, T4, T5)> inputs, Action<T1, T2, T3, T4, T5> check) =>
        inputs.Hold(t => check(t.Item1, t.Item2, t.Item3, t.Item4, t.Item5));
}
