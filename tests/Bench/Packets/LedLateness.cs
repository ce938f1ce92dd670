using System.Text.Json;
using Culvert.Lab.Gateways;

namespace Culvert.Bench.Packets;

/// <summary>How late the LEDs of a gateway changed, by its own clock, while its packet path had all it could carry.</summary>
/// <param name="Changes">How many changes there were.</param>
/// <param name="WithinLimit">How many of them came no later than <see cref="LimitMilliseconds"/>.</param>
internal sealed record LedLateness(long Changes, long WithinLimit)
{
    public const int LimitMilliseconds = 20;

    public static LedLateness None { get; } = new(0, 0);

    public static LedLateness operator +(LedLateness left, LedLateness right) => new(left.Changes + right.Changes, left.WithinLimit + right.WithinLimit);

    public static LedLateness operator -(LedLateness left, LedLateness right) => new(left.Changes - right.Changes, left.WithinLimit - right.WithinLimit);

    /// <summary>All changes since the gateway's start.</summary>
    public static LedLateness Of(CulvertGateway gateway)
    {
        string answer = gateway.Culvert("show", "leds", "--timing", "--json").OrThrow().Output;
        Row[] rows = JsonSerializer.Deserialize<Row[]>(answer, JsonSerializerOptions.Web)!;
        return new LedLateness(rows.Sum(row => row.Changes), rows.Where(row => row.AtMostMilliseconds <= LimitMilliseconds).Sum(row => row.Changes));
    }

    private sealed record Row(int? AtMostMilliseconds, long Changes);
}
