using Culvert.Config.Import;

namespace Culvert.Console.Session;

/// <summary>What became of a <see cref="ConsoleJob"/>.</summary>
/// <param name="IsDone">False: the thing asked for failed.</param>
/// <param name="Output">For the person, line ends included.</param>
/// <param name="Errors">What, where, what to do: one line each.</param>
public sealed record ConsoleReply(bool IsDone, string Output, IReadOnlyList<string> Errors)
{
    /// <summary>There are changes that are not committed; null: unknown, as before.</summary>
    public bool? HasCandidate { get; init; }

    /// <summary>Of <see cref="ConsoleJob.Greet"/>: somebody has set a password.</summary>
    public bool HasPassword { get; init; }

    /// <summary>Of <see cref="ConsoleJob.Greet"/> and <see cref="ConsoleJob.CheckPassword"/>: how long no password is taken.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>The password that let this person in, or was asked for, is gone: whoever is there is a stranger.</summary>
    public bool IsLoginGone { get; init; }

    /// <summary>Of <see cref="ConsoleJob.Greet"/>: what the prompt calls the box.</summary>
    public string Name { get; init; } = "culvert";

    /// <summary>Of <see cref="ConsoleJob.Import"/>: what only a person can say.</summary>
    public IReadOnlyList<MissingValue> Missing { get; init; } = [];

    public static ConsoleReply Done(string output = "") => new(true, output, []);

    public static ConsoleReply Failed(params IReadOnlyList<string> errors) => new(false, "", errors);
}
