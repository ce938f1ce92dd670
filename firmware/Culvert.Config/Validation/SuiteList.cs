using System.Globalization;
using Culvert.Crypto;

namespace Culvert.Config;

/// <summary>The suites of one setting, in the order written and each once, as many as one offer may have.</summary>
internal sealed class SuiteList<T>
{
    private readonly List<T> _suites = [];
    private bool _isFull;

    public IReadOnlyList<T> Suites => _suites;

    /// <summary>Adds what is not there yet.</summary>
    /// <returns>What is wrong; null when all is well. Said once: what comes after a list that is too long is not looked at.</returns>
    public string? Add(IEnumerable<T> suites)
    {
        if (_isFull) return null;
        T[] added = [.. suites.Distinct().Where(suite => !_suites.Contains(suite))];
        _isFull = _suites.Count + added.Length > SuiteNames.MaxSuites;
        if (!_isFull) _suites.AddRange(added);
        return _isFull ? string.Create(CultureInfo.InvariantCulture, $"the list stands for more than {SuiteNames.MaxSuites} suites; name fewer algorithms") : null;
    }
}
