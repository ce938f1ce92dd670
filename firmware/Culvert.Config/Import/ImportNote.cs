namespace Culvert.Config.Import;

/// <summary>Something the importer wants read, though it stops nothing.</summary>
/// <param name="IsWarning">True: the person should act (weak suites, no route); false: for information.</param>
public sealed record ImportNote(string File, int Line, string Text, bool IsWarning = false)
{
    public string Text { get; } = Quoted.Line(Text);

    public override string ToString() => $"{File}:{Line}: {Text}";
}
