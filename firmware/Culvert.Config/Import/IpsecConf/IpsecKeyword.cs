namespace Culvert.Config.Import;

/// <summary>What the importer does with a keyword of ipsec.conf.</summary>
/// <param name="Name">The canonical spelling; aliases share it. "left" stands for both sides.</param>
/// <param name="Role">How it is treated.</param>
/// <param name="Text">Of an ignored keyword: why it is not needed. Of a restricted one: what is not supported.</param>
/// <param name="Accepted">Of a restricted keyword: the values that change nothing here.</param>
/// <param name="AcceptedNote">What to say about those, if anything.</param>
internal sealed record IpsecKeyword(
    string Name, IpsecKeywordRole Role, string Text = "", IReadOnlyList<string>? Accepted = null, string? AcceptedNote = null);
