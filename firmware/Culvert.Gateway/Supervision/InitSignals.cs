using System.Runtime.InteropServices;
using Culvert.Hal.Packets;

namespace Culvert.Gateway.Supervision;

/// <summary>The signals of <c>culvert init</c>: an end that is wanted, a terminal that went away.</summary>
internal sealed class InitSignals : IDisposable
{
    private readonly IWakeSignal _arrived;
    private readonly PosixSignalRegistration[] _registrations;
    private volatile bool _stop;

    public InitSignals(IWakeSignal arrived)
    {
        _arrived = arrived;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnStop),
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnStop),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnOther),
        ];
    }

    public int Descriptor => _arrived.Descriptor;

    public bool StopWanted => _stop;

    /// <summary>Call before looking at what the signals stand for.</summary>
    public void Lower() => _arrived.Lower();

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
    }

    private void OnStop(PosixSignalContext context)
    {
        _stop = true;
        OnOther(context);
    }

    private void OnOther(PosixSignalContext context)
    {
        context.Cancel = true;
        _arrived.Raise();
    }
}
