using Culvert.Lab.Gateways;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests.Kernel;

/// <summary>One virtual machine for all tests with a Linux kernel: booted by the first, each leaves it without a connection.</summary>
public sealed class KernelFixture : IDisposable
{
    // Lazy: a machine that does not boot is not tried again by every test.
    private readonly Lazy<KernelSite> _site = new(() => new KernelSite());
    private readonly Lazy<KernelStrongSwan> _strongSwan;

    public KernelFixture() => _strongSwan = new(StartStrongSwan);

    /// <summary>Culvert's box, the guest and the hosts behind the two.</summary>
    public KernelSite Site => _site.Value;

    /// <summary>charon, running in the guest.</summary>
    public KernelStrongSwan StrongSwan => _strongSwan.Value;

    public void Dispose()
    {
        if (_site.IsValueCreated) Site.Dispose();
    }

    private KernelStrongSwan StartStrongSwan()
    {
        var strongSwan = new KernelStrongSwan(Site.Peer);
        strongSwan.Start();
        return strongSwan;
    }
}
