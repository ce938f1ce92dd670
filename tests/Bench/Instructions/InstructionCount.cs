using System.Globalization;

namespace Culvert.Bench.Instructions;

/// <summary>What one step takes for one packet.</summary>
/// <param name="Work">A suite and who computes it, or a step that has none.</param>
/// <param name="Octets">Of the inner packet with its headers.</param>
internal sealed record InstructionCount(string Work, int Octets, string Step, int Instructions)
{
    /// <summary>Takes apart what the counting program says.</summary>
    public static InstructionCount Parse(string line)
    {
        string[] parts = line.Split('|');
        return new InstructionCount(
            parts[1].Length == 0 ? parts[0] : $"{parts[0]}, {parts[1]}", int.Parse(parts[2], CultureInfo.InvariantCulture), parts[3], int.Parse(parts[4], CultureInfo.InvariantCulture));
    }
}
