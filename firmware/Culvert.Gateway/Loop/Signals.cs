using System.Runtime.InteropServices;
using Culvert.Hal.Packets;

namespace Culvert.Gateway.Loop;

/// <summary>SIGTERM, SIGINT and SIGHUP as flags that the control loop looks at.</summary>
internal sealed class Signals : IDisposable
{
    private readonly IWakeSignal _arrived;
    private readonly List<PosixSignalRegistration> _registrations = [];
    private volatile bool _stop;
    private volatile bool _reload;

    public Signals(IWakeSignal arrived)
    {
        _arrived = arrived;
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnStop));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, OnStop));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnReload));
    }

    public int Descriptor => _arrived.Descriptor;

    public bool StopWanted => _stop;

    /// <summary>True once per SIGHUP, or for several that came together.</summary>
    public bool TakeReload()
    {
        _arrived.Lower();
        if (!_reload) return false;
        _reload = false;
        return true;
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
    }

    private void OnStop(PosixSignalContext context)
    {
        context.Cancel = true;
        _stop = true;
        _arrived.Raise();
    }

    private void OnReload(PosixSignalContext context)
    {
        context.Cancel = true;
        _reload = true;
        _arrived.Raise();
    }
}
