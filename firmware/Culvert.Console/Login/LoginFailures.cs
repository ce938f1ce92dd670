using System.Text.Json;
using System.Text.Json.Serialization;
using Culvert.Core;

namespace Culvert.Console.Login;

/// <summary>Wrong passwords in a row, on whichever console, and until when none is taken. Means something in one boot only.</summary>
public sealed partial record LoginFailures(int Count, Instant Until)
{
    public static LoginFailures None { get; } = new(0, Instant.Zero);

    /// <summary>One more, from now on.</summary>
    public LoginFailures Another(Instant now) => new LoginFailures(Count == int.MaxValue ? Count : Count + 1, now).From(now);

    /// <summary>The same number, their delay beginning now.</summary>
    public LoginFailures From(Instant now) => this with { Until = now + LoginDelay.After(Count) };

    /// <summary>How long nobody may try: never longer than the delay itself, whatever became of the clock.</summary>
    public TimeSpan Wait(Instant now)
    {
        TimeSpan left = Until - now, longest = LoginDelay.After(Count);
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < longest ? left : longest;
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(new Failures(Count, Until.Nanoseconds), FailuresJson.Default.Failures);

    /// <summary>What is no such record counts as none.</summary>
    public static LoginFailures Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, FailuresJson.Default.Failures) is { Count: > 0 } stored ? new LoginFailures(stored.Count, new Instant(stored.Until)) : None;
        }
        catch (JsonException)
        {
            return None;
        }
    }

    /// <param name="Until">Nanoseconds since boot.</param>
    internal sealed record Failures(int Count, long Until);

    [JsonSerializable(typeof(Failures))]
    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    private sealed partial class FailuresJson : JsonSerializerContext;
}
