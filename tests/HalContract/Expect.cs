namespace Culvert.HalContract;

/// <summary>What checks are written with.</summary>
internal static class Expect
{
    /// <param name="what">What the check needs of the rig.</param>
    public static void Able(bool canDo, string what)
    {
        if (!canDo) throw new ContractSkippedException(what);
    }

    public static void True(bool condition, string what)
    {
        if (!condition) throw new ContractException(what);
    }

    public static void Equal<T>(T expected, T actual, string what) =>
        True(EqualityComparer<T>.Default.Equals(expected, actual), $"{what}: expected {expected}, was {actual}");

    /// <returns>The exception, whose words can be looked at.</returns>
    public static TException Throws<TException>(Action step, string what)
        where TException : Exception
    {
        try
        {
            step();
        }
        catch (TException expected)
        {
            return expected;
        }

        throw new ContractException($"{what}: no {typeof(TException).Name}");
    }
}
