namespace Culvert.Config.Import;

/// <summary>Values that a template leaves for a person to fill in.</summary>
internal static class Placeholder
{
    private static readonly string[] Known = ["your-cgw-ip-address", "pre-shared-key", "PRE-SHARED-KEY-IN-PLAIN-TEXT"];

    /// <summary>"&lt;LOCAL NETWORK&gt;", "YOUR_UPLINK_ADDRESS", "AWS_ENDPOINT_1", or a known one.</summary>
    public static bool IsIn(string value) =>
        (value.StartsWith('<') && value.EndsWith('>')) || Known.Contains(value, StringComparer.Ordinal) || IsShouted(value);

    // Words in capitals joined by underscores are nobody's address, network or name; AWS's keys are never only that.
    private static bool IsShouted(string value) =>
        (value.StartsWith("YOUR_", StringComparison.Ordinal) || value.StartsWith("AWS_", StringComparison.Ordinal) || value.StartsWith("VPC_", StringComparison.Ordinal)) &&
        value.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_');
}
