using System.Runtime.InteropServices;
using Culvert.Hal.Packets;

namespace Culvert.Gateway.Loop;

/// <summary>SIGTERM, SIGINT and SIGHUP as flags that the control loop looks at.</summary>
internal sealed class Signals : IDisposable
{
    private readonly IWakeSignal _arrived;
    // Held to the very end: a second SIGTERM must not cut the last words short.
    private static readonly List<PosixSignalRegistration> Registrations = [];

    private volatile bool _isOver;
    private volatile bool _stop;
    private volatile bool _reload;

    public Signals(IWakeSignal arrived)
    {
        _arrived = arrived;
        Registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnStop));
        Registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, OnStop));
        Registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnReload));
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

    public void Dispose() => _isOver = true;

    private void OnStop(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_isOver) return;
        _stop = true;
        _arrived.Raise();
    }

    private void OnReload(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_isOver) return;
        _reload = true;
        _arrived.Raise();
    }
}
