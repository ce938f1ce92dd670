using Culvert.Control.Supervision;

namespace Culvert.Gateway.Supervision;

/// <summary>What runs in the image beside the gateway and the console.</summary>
internal static class ImageServices
{
    // No port, no socket, no file: it asks time servers, and sets the clock at once when it is far from right. It waits for the
    // network by itself, and nothing waits for it.
    private static readonly string[] TimeSettings =
    [
        "pool 2.debian.pool.ntp.org iburst maxsources 3",
        "makestep 1 -1", "rtcsync", "port 0", "cmdport 0", "bindcmdaddress /", "pidfile /run/chronyd.pid", "user _chrony",
    ];

    public static IReadOnlyList<ServiceCommand> All { get; } =
        [new ServiceCommand(new SupervisedService("time", Ticks: false), ["-d", .. TimeSettings], "/sbin/chronyd")];
}
