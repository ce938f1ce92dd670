namespace Culvert.Config;

/// <summary>One value of the stored documents that differs. A secret's values are null: that it changed is all anyone sees.</summary>
/// <param name="Path">The keys, outermost first.</param>
/// <param name="Before">Null: was not there (or is a secret).</param>
/// <param name="After">Null: is gone (or is a secret).</param>
public sealed record DocumentChange(DocumentChangeKind Kind, IReadOnlyList<string> Path, string? Before, string? After, bool IsSecret)
{
    /// <summary>"+ path value", "- path value", "~ path before -> after"; secrets as "(secret)".</summary>
    public override string ToString()
    {
        string path = string.Join(' ', Path);
        if (IsSecret) return $"{Sign} {path} (secret)";
        return Quoted.Line(Kind switch
        {
            DocumentChangeKind.Added => $"{Sign} {path} {After}",
            DocumentChangeKind.Removed => $"{Sign} {path} {Before}",
            _ => $"{Sign} {path} {Before} -> {After}",
        });
    }

    private char Sign => Kind switch
    {
        DocumentChangeKind.Added => '+',
        DocumentChangeKind.Removed => '-',
        _ => '~',
    };
}
