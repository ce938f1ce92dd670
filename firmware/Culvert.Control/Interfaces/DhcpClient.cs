using System.Diagnostics.CodeAnalysis;
using System.Net;
using Culvert.Control.Supervision;
using Culvert.Core;
using Culvert.Ike;

namespace Culvert.Control.Interfaces;

/// <summary>
/// Keeps one DHCP client process on one device, and knows what it got. The client reports; whether the address stays is
/// decided here: the one it had survives the client, and a restart of the gateway, until it expires or the server takes it.
/// </summary>
internal sealed class DhcpClient
{
    // udhcpc has nothing to say goodbye to.
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(2);

    private readonly ServiceRecord _process = new(new SupervisedService("udhcpc", Ticks: false));
    private readonly Queue<DhcpAction> _actions = new();
    private readonly Queue<LogEntry> _log = new();
    private string? _runsOn;
    private bool _hasCarrier;
    private bool _isThere;

    // Its first word is always that the device has no address yet.
    private bool _awaitsHello;
    private string? _said;
    private string? _trouble;

    // It holds something that it may not have, and is to ask anew.
    private bool _isRefused;

    public DhcpClient() => _process.Finish();

    /// <summary>Where an address is wanted; null: nowhere.</summary>
    public string? Device { get; private set; }

    public Lease? Lease { get; private set; }

    /// <summary>Why there is no lease, in words that follow "no route to …:".</summary>
    public string Trouble =>
        !_isThere ? $"{Device} is not there"
        : !_hasCarrier ? $"{Device} has no link: is the cable in?"
        : _trouble ?? $"{Device} waits for an address by DHCP";

    public Deadline NextDeadline => Deadline.Earliest(_process.Due, Lease?.Expiry ?? Deadline.Never);

    /// <summary>Wants an address on this device, or on none.</summary>
    public void Want(Instant now, string? device)
    {
        if (device == Device) return;
        Device = device;
        Lease = null;
        (_said, _trouble) = (null, null);
        (_isThere, _hasCarrier) = (false, false);
        if (_process.State == ServiceState.Running) End(now);
        else if (_process.State == ServiceState.Waiting) _process.Finish();
    }

    /// <summary>What a former process had got; it holds when it is of this device and has not expired.</summary>
    public void Adopt(Instant now, Lease lease)
    {
        if (Lease is null && lease.Device == Device && !lease.Expiry.IsDue(now)) Lease = lease;
    }

    /// <summary>The lease, which was good, cannot be kept any longer.</summary>
    public void Drop(Instant now, string why)
    {
        Lose(why);
        Reject(now, why);
    }

    /// <summary>The device as it is now; null: it is not there.</summary>
    public void HandleLink(Instant now, InterfaceLink? link)
    {
        if (Device is null) return;
        bool appears = link is not null && !_isThere;
        bool returns = link is { HasCarrier: true } && !_hasCarrier && !appears;
        (_isThere, _hasCarrier) = (link is not null, link is { HasCarrier: true });
        if (appears && _process.State is ServiceState.Over or ServiceState.Waiting) _process.Await(now);
        else if (link is null && _process.State == ServiceState.Waiting) _process.Finish();
        else if (link is null && _process.State == ServiceState.Running) End(now);
        // Before its first word the client has not asked yet, and the order would end it.
        else if (returns && _process.State == ServiceState.Running && !_awaitsHello) _actions.Enqueue(new DhcpAction.Renew());
    }

    /// <summary>A word of the client: "deconfig", "bound", "renew", "nak", "leasefail".</summary>
    /// <param name="whyNot">Judges a lease by what only others know; null: it may be had.</param>
    /// <returns>What is wrong with the word; null: nothing.</returns>
    public string? HandleEvent(Instant now, string word, IReadOnlyDictionary<string, string> values, Func<Lease, string?> whyNot)
    {
        if (_process.State != ServiceState.Running || values.GetValueOrDefault("interface") != _runsOn || _runsOn != Device)
            return "no DHCP client of ours says so";
        switch (word)
        {
            case "deconfig" when _awaitsHello:
                _awaitsHello = false;
                return null;
            case "bound" or "renew":
                _awaitsHello = false;
                return Take(now, values, whyNot);
            case "deconfig" or "nak":
                Lose(word == "nak" ? "the DHCP server takes the address back" : "the DHCP lease was lost");
                return null;
            case "leasefail":
                _trouble = Waits("no DHCP server answers");
                Say(NoticeLevel.Warning, $"{Device}: no DHCP server answers");
                return null;
            default:
                return "that is no word of a DHCP client";
        }
    }

    /// <summary>The process ended, or could not be started.</summary>
    public void HandleEnd(Instant now, string how)
    {
        bool isRefused = _isRefused;
        (_runsOn, _isRefused) = (null, false);
        if (Device is null || !_isThere)
        {
            _process.Finish();
            return;
        }

        if (_process.State == ServiceState.Ending && !isRefused)
        {
            _process.Await(now);
            return;
        }

        _process.BackOff(now);
        if (isRefused) return;
        _trouble = $"the DHCP client on {Device} {how}";
        Say(NoticeLevel.Warning, $"the DHCP client on {Device} {how}; it is tried again, at the latest every minute");
    }

    public void HandleTimeout(Instant now)
    {
        if (Lease is { } lease && lease.Expiry.IsDue(now)) Lose("the DHCP lease expired");
        if (!_process.Due.IsDue(now)) return;
        if (_process.State == ServiceState.Waiting)
        {
            _process.Start(now);
            (_runsOn, _awaitsHello) = (Device, true);
            _actions.Enqueue(new DhcpAction.Start(Device!, Lease?.Address));
        }
        else if (_process.State == ServiceState.Ending)
        {
            _actions.Enqueue(new DhcpAction.Kill());
            _process.AwaitTheKernel();
        }
    }

    public bool TryTakeAction([NotNullWhen(true)] out DhcpAction? action) => _actions.TryDequeue(out action);

    public bool TryTakeLog([NotNullWhen(true)] out LogEntry? entry) => _log.TryDequeue(out entry);

    private string? Take(Instant now, IReadOnlyDictionary<string, string> values, Func<Lease, string?> whyNot)
    {
        Lease? lease = LeaseReader.Read(now, values, out IReadOnlyList<string> left);
        string? refusal = lease is null ? left[0] : whyNot(lease);
        if (lease is null || refusal is not null)
        {
            // What it had it keeps: the server has not taken that back.
            Reject(now, refusal!);
            return refusal;
        }

        if (left.Count > 0) Say(NoticeLevel.Warning, $"{Device}: of the DHCP lease {string.Join(", ", left)}");
        if (Lease?.Address.Equals(lease.Address) != true || Lease.PrefixLength != lease.PrefixLength)
            _log.Enqueue(new LogEntry(NoticeLevel.Information, "", $"{Device} has {lease.Address}/{lease.PrefixLength} by DHCP{From(lease.Server)}"));
        (Lease, _trouble) = (lease, null);
        if (left.Count == 0) _said = null;
        return null;
    }

    private void Lose(string why)
    {
        if (Lease is { } lease) _log.Enqueue(new LogEntry(NoticeLevel.Warning, "", $"{Device} has lost {lease.Address}: {why}"));
        Lease = null;
        _trouble = Waits(why);
    }

    // The client believes in what was offered: it is to ask anew.
    private void Reject(Instant now, string why)
    {
        _trouble = $"what the DHCP server offers on {Device} is refused: {why}";
        Say(NoticeLevel.Warning, _trouble);
        if (_process.State != ServiceState.Running) return;
        _isRefused = true;
        End(now);
    }

    private void End(Instant now)
    {
        _process.End(now + EndLimit);
        _actions.Enqueue(new DhcpAction.Terminate());
    }

    // The network decides how often there is reason to say something.
    private void Say(NoticeLevel level, string text)
    {
        if (_said == text) return;
        _said = text;
        _log.Enqueue(new LogEntry(level, "", text));
    }

    private string Waits(string why) => $"{Device} waits for an address by DHCP ({why}); check the router, or set interfaces.wan.address";

    private static string From(IPAddress? server) => server is null ? "" : $" from {server}";
}
