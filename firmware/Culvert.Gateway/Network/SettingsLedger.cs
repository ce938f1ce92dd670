using Culvert.Hal;

namespace Culvert.Gateway.Network;

/// <summary>
/// The promise "guest on the machine", for kernel settings: what a setting was is on the disk before it is changed, and
/// is put back when the setting is no longer wanted, be it by the process that comes after a crash.
/// </summary>
internal sealed class SettingsLedger
{
    private const string AllForwarding6 = "net/ipv6/conf/all/forwarding";

    private readonly ISysctl _sysctl;
    private readonly LedgerFile _file;
    private readonly SortedDictionary<string, LedgerFile.Entry> _changed;
    private readonly Dictionary<string, string> _inherited;

    public SettingsLedger(ISysctl sysctl, LedgerFile file)
    {
        _sysctl = sysctl;
        _file = file;
        _changed = file.Read();
        _inherited = _changed.ToDictionary(pair => pair.Key, pair => pair.Value.Changed);
    }

    /// <summary>What the setting is, or was before we changed it; null when there is none.</summary>
    public string? Original(string path) => _changed.TryGetValue(path, out LedgerFile.Entry? entry) ? entry.Original : _sysctl.Read(path);

    /// <summary>Makes these settings hold, and puts back every other that we changed.</summary>
    public void Apply(IReadOnlyDictionary<string, string> wanted)
    {
        foreach ((string path, string value) in wanted) Change(path, value);
        foreach (string path in _changed.Keys.Except(wanted.Keys).ToList()) PutBack(path);
    }

    /// <summary>Puts back what this process changed, and leaves what a former one did.</summary>
    public void Withdraw() => Apply(_inherited.Where(pair => _changed.ContainsKey(pair.Key)).ToDictionary());

    private void Change(string path, string value)
    {
        if (_sysctl.Read(path) is not { } current || current == value) return;
        if (!_changed.TryGetValue(path, out LedgerFile.Entry? entry) || entry.Changed != value)
        {
            _changed[path] = new LedgerFile.Entry(entry?.Original ?? current, value);
            _file.Write(_changed);
        }

        Write(path, value);
    }

    private void PutBack(string path)
    {
        LedgerFile.Entry entry = _changed[path];
        // Somebody who changed it after us meant it.
        if (_sysctl.Read(path) == entry.Changed) Write(path, entry.Original);
        _changed.Remove(path);
        _file.Write(_changed);
    }

    private void Write(string path, string value)
    {
        if (path == AllForwarding6) WriteAllForwarding6(value);
        else _sysctl.TryWrite(path, value);
    }

    // The kernel copies this one to every device, where it decides between host and router (accept_ra); only forwarding
    // itself was meant, so every device gets its own value back.
    private void WriteAllForwarding6(string value)
    {
        List<(string Path, string? Value)> kept =
        [
            .. _sysctl.List("net/ipv6/conf").Where(device => device != "all")
                .SelectMany(device => new[] { $"net/ipv6/conf/{device}/forwarding", $"net/ipv6/conf/{device}/accept_ra" })
                .Select(path => (path, _sysctl.Read(path))),
        ];
        _sysctl.TryWrite(AllForwarding6, value);
        foreach ((string path, string? before) in kept)
        {
            if (before is not null && _sysctl.Read(path) != before) _sysctl.TryWrite(path, before);
        }
    }
}
