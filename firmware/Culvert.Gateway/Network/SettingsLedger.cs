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
    private SortedDictionary<string, LedgerFile.Entry> _changed;
    private readonly Dictionary<string, string> _inherited;

    public SettingsLedger(ISysctl sysctl, LedgerFile file)
    {
        _sysctl = sysctl;
        _file = file;
        _changed = file.ReadSettings();
        _inherited = _changed.ToDictionary(pair => pair.Key, pair => pair.Value.Changed);
    }

    /// <summary>What the setting is, or was before we changed it; null when there is none.</summary>
    public string? Original(string path) => _changed.TryGetValue(path, out LedgerFile.Entry? entry) ? entry.Original : _sysctl.Read(path);

    /// <summary>Makes these settings hold, and puts back every other that we changed.</summary>
    /// <param name="refused">Told of each that the kernel does not let us write; the others are written all the same.</param>
    /// <exception cref="IOException">What was cannot be noted: then nothing is changed.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public void Apply(IReadOnlyDictionary<string, string> wanted, Action<KernelException> refused)
    {
        SortedDictionary<string, LedgerFile.Entry> next = [];
        foreach ((string path, LedgerFile.Entry entry) in _changed)
        {
            if (wanted.ContainsKey(path) || !IsBack(path, entry, refused)) next[path] = entry;
        }

        List<string> changing = [.. wanted.Where(pair => _sysctl.Read(pair.Key) is { } current && current != pair.Value).Select(pair => pair.Key)];
        foreach (string path in changing) next[path] = new LedgerFile.Entry(Original(path)!, wanted[path]);
        // One write for all: each costs the disk, and the control thread, a while.
        if (!next.SequenceEqual(_changed)) _file.Write(next);
        _changed = next;
        foreach (string path in changing) Write(path, wanted[path], refused);
    }

    /// <summary>Puts back what this process changed, and leaves what a former one did.</summary>
    public void Withdraw(Action<KernelException> refused) =>
        Apply(_inherited.Where(pair => _changed.ContainsKey(pair.Key)).ToDictionary(), refused);

    // Somebody who changed it after us meant it.
    private bool IsBack(string path, LedgerFile.Entry entry, Action<KernelException> refused) =>
        _sysctl.Read(path) != entry.Changed || Write(path, entry.Original, refused);

    private bool Write(string path, string value, Action<KernelException> refused)
    {
        try
        {
            if (path == AllForwarding6) WriteAllForwarding6(value);
            else _sysctl.TryWrite(path, value);
            return true;
        }
        catch (KernelException problem)
        {
            refused(problem);
            return false;
        }
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
