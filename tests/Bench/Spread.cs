using System.Globalization;

namespace Culvert.Bench;

/// <summary>What the rounds gave for one thing.</summary>
internal readonly record struct Spread(double Median, double Least, double Most)
{
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new Spread(sorted[sorted.Length / 2], sorted[0], sorted[^1]);
    }

    /// <summary>"median [min-max]"</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Median:0.00} [{Least:0.00}-{Most:0.00}]");
}
