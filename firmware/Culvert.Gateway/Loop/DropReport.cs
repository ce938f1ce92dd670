using System.Globalization;
using Culvert.Core;
using Culvert.Gateway.Logging;
using Culvert.Ike;

namespace Culvert.Gateway.Loop;

/// <summary>
/// Says in the log what was dropped that belongs to no tunnel: without it a flood, or a peer at the wrong address, would
/// leave no trace.
/// </summary>
internal sealed class DropReport
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Log _log;
    private readonly List<(string Name, Func<long> Count)> _causes;
    private readonly long[] _told;
    private Instant _next;

    public DropReport(IEnumerable<Counter> packets, IkeCounters ike, Log log)
    {
        _log = log;
        _causes =
        [
            .. packets.Select(counter => Cause(counter.Name, counter)),
            .. ike.Drops.Select(counter => Cause($"ike-{counter.Name}", counter)),
            ("log-lines", () => log.Dropped),
        ];
        _told = new long[_causes.Count];
    }

    /// <summary>Speaks if there is news, at most once a minute.</summary>
    public void Look(Instant now)
    {
        if (now >= _next && Tell()) _next = now + Interval;
    }

    /// <summary>Names each cause that has grown since it was last named, with its whole count.</summary>
    /// <returns>Whether there was any.</returns>
    public bool Tell()
    {
        List<string> news = [];
        for (int i = 0; i < _told.Length; i++)
        {
            long count = _causes[i].Count();
            if (count > _told[i]) news.Add(string.Create(CultureInfo.InvariantCulture, $"{_causes[i].Name} {count}"));
            _told[i] = count;
        }

        if (news.Count > 0) _log.Info("packets", $"dropped so far: {string.Join(", ", news)}");
        return news.Count > 0;
    }

    private static (string Name, Func<long> Count) Cause(string name, Counter counter) => (name, () => counter.Value);
}
