using System.Net;
using Culvert.Control.Supervision;

namespace Culvert.Gateway.Supervision;

/// <summary>
/// chrony as the image has it: no port, no socket, no file. It asks time servers, and sets the clock at once when it is far from
/// right as it starts; later it only turns it, so that nobody can throw it. It waits for the network by itself, and nothing waits for it.
/// </summary>
internal sealed class TimeService
{
    /// <summary>The service's name.</summary>
    public const string Name = "time";

    private const string Program = "/sbin/chronyd";

    // Nobody answers before the network is there, and no tunnel waits for the time.
    private static readonly TimeSpan StartDelay = TimeSpan.FromSeconds(5);

    private static readonly string[] Settings =
    [
        "pool 2.debian.pool.ntp.org iburst maxsources 3",
        "makestep 1 3", "rtcsync", "port 0", "cmdport 0", "bindcmdaddress /", "pidfile /run/chronyd.pid", "user _chrony",
    ];

    // Whoever answers DHCP may name time servers, but not be the majority.
    private const int MostServers = 2;

    private IReadOnlyList<IPAddress> _servers = [];

    public ServiceCommand Command => new(new SupervisedService(Name, Ticks: false) { Delay = StartDelay }, () => ["-d", .. Settings, .. _servers.Select(server => $"server {server} iburst")], Program);

    /// <summary>Takes the time servers that the network names. They are asked beside the others: whom to believe, chrony finds out.</summary>
    /// <returns>Whether they are other ones than before: it must start anew.</returns>
    public bool Use(IReadOnlyList<IPAddress> servers)
    {
        IPAddress[] asked = [.. servers.Take(MostServers)];
        if (asked.SequenceEqual(_servers)) return false;
        _servers = asked;
        return true;
    }
}
