using System.Text;

namespace Culvert.Config.Import;

/// <summary>A value that the files leave open and nobody has given yet.</summary>
/// <param name="What">For a person: "the local network (&lt;LOCAL NETWORK&gt; in leftsubnet)".</param>
/// <param name="Option">The option that gives it: "--local", "--remote", "--secrets"; null: the file must be edited.</param>
/// <param name="SecretOf">Of a pre-shared key: whose it is, as the indices of ipsec.secrets. A terminal must not echo it.</param>
public sealed record MissingValue(string File, int Line, string What, string? Option, string? SecretOf = null)
{
    public string What { get; } = Quoted.Line(What);

    /// <summary>The answer typed on a terminal, as a document for <see cref="ImportOptions.Secrets"/>.</summary>
    public NamedText AnswerSecret(string typed) =>
        new("terminal", $"{SecretOf} : PSK 0x{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(typed))}\n");

    public override string ToString() =>
        $"{What} is missing, {File}:{Line}, {(Option is null ? "write it into the file" : $"give it with {Option}")}";
}
