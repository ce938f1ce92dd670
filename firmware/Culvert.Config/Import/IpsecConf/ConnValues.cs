namespace Culvert.Config.Import;

/// <summary>Values of a conn that need no context.</summary>
internal sealed class ConnValues(ImportFindings findings, ResolvedConn conn)
{
    /// <summary>Null: absent, or a placeholder that nobody filled, which was noted as missing.</summary>
    public ConfEntry? Filled(string keyword)
    {
        if (conn.Find(keyword) is not { } entry) return null;
        if (!Placeholder.IsIn(entry.Value)) return entry;
        findings.Missed(new MissingValue(entry.File, entry.Line, $"{entry.Keyword} ({entry.Value})", null));
        return null;
    }

    /// <summary>Null: absent, or reported.</summary>
    /// <param name="zeroNote">What to say of 0, where other implementations use it to switch something off.</param>
    public TimeSpan? Duration(string keyword, TimeSpan shortest, string? zeroNote = null)
    {
        if (Filled(keyword) is not { } entry) return null;
        if (!DurationText.TryParse(entry.Value, out TimeSpan duration))
        {
            findings.Problem(entry, $"{entry.Keyword}={Quoted.Text(entry.Value)} is not a duration", DurationText.Examples);
            return null;
        }

        if (duration >= shortest && duration <= ConfigLimits.LongestDuration) return duration;
        if (zeroNote is not null && duration == TimeSpan.Zero) findings.Note(entry, zeroNote);
        else findings.Problem(entry, $"{entry.Keyword}={entry.Value} is out of range", $"use {DurationText.Format(shortest)} to 365d");
        return null;
    }

    /// <summary>Null: absent, none (0), or reported.</summary>
    public long? Limit(string keyword, long smallest)
    {
        if (Filled(keyword) is not { } entry) return null;
        if (!CountText.TryParse(entry.Value, out long count))
            findings.Problem(entry, $"{entry.Keyword}={Quoted.Text(entry.Value)} is not a number", CountText.Examples);
        else if (count >= smallest)
            return count;
        else if (count > 0)
            findings.Problem(entry, $"{entry.Keyword}={entry.Value} is too little", $"use {CountText.Format(smallest)} or more, or 0 for no limit");
        return null;
    }
}
