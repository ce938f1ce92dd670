using Culvert.Control.Connections;
using Culvert.Control.Leds;
using Culvert.Control.Network;
using Culvert.Control.Tunnels;
using Culvert.Core;
using Culvert.Ike;

namespace Culvert.Control;

/// <summary>After each input: IKE and the tunnels talk until both are quiet; then failover, routes and LEDs follow.</summary>
public sealed partial class GatewayControl
{
    private List<LedTunnel> LedTunnels => _table.Tunnels.Select(ToLed).ToList();

    private void Pump(Instant now)
    {
        bool busy = true;
        while (busy)
        {
            _table.TellIke(now, _ike);
            busy = TakeEvents(now);
            ChooseActive(now);
            busy |= RunMachines(now);
        }

        SendKeepalives(now);
        MakePlan();
        RunReset(now);
        NextLedChange = _leds.NextChange(now, Box, LedTunnels);
    }

    private bool TakeEvents(Instant now)
    {
        bool any = false;
        while (_ike.TryTakeEvent(out IkeEvent? ikeEvent))
        {
            any = true;
            if (ikeEvent is IkeEvent.Notice notice) _log.Enqueue(new LogEntry(notice.Level, notice.Tunnel, notice.Text));
            else if (_table.FindAny(ikeEvent.Tunnel) is { } tunnel) TakeEvent(now, tunnel, ikeEvent);
        }

        if (!any) return false;
        foreach (Tunnel tunnel in _table.All) Settle(now, tunnel);
        _table.Forget();
        return true;
    }

    private void TakeEvent(Instant now, Tunnel tunnel, IkeEvent ikeEvent)
    {
        if (tunnel.Paths.Handle(ikeEvent) is { } change) _pathChanges.Enqueue(change);
        if (ikeEvent is IkeEvent.Refused refused && tunnel.Machine.CanSend) _log.Enqueue(LogText.RefusedBeside(tunnel.Name, refused.Text));
        tunnel.Machine.Handle(now, ikeEvent);
    }

    private void Settle(Instant now, Tunnel tunnel)
    {
        foreach (PathChange change in tunnel.Paths.Settle())
        {
            _pathChanges.Enqueue(change);
            if (change is PathChange.UseOutbound) tunnel.Machine.OutboundStarted(now);
        }

        if (!tunnel.Paths.CanSend) tunnel.Machine.OutboundLost();
        tunnel.Sa = _ike.GetStatus(tunnel.Name);
        tunnel.Machine.Settle(now);
        // The route went while there was an SA; now that it is gone as well there is nothing to negotiate with.
        if (tunnel.Path is null && tunnel.Ike is not null) tunnel.Refresh(now);
    }

    private bool RunMachines(Instant now)
    {
        bool any = false;
        foreach (Tunnel tunnel in _table.Tunnels)
        {
            tunnel.Machine.HandleTimeout(now);
            while (tunnel.Machine.TryTakeChange(out StateChange? change)) Log(tunnel.Name, change);
            while (tunnel.Machine.TryTakeCommand(out IkeCommand? command))
            {
                any = true;
                if (command is IkeCommand.Terminate && tunnel.Machine.Reason.Code == ReasonCode.PeerDead) _log.Enqueue(LogText.ReturnPathIsThePeers(tunnel.Name));
                _ike.HandleCommand(now, command);
            }
        }

        return any;
    }

    private void ChooseActive(Instant now)
    {
        foreach (Connection connection in _table.Connections)
        {
            string? before = connection.Active;
            if (connection.Choose(now)) _log.Enqueue(LogText.TrafficMoved(connection.Name, before, connection.Active));
        }
    }

    private void SendKeepalives(Instant now)
    {
        foreach (Tunnel tunnel in _table.Tunnels)
        {
            if (tunnel.TakeKeepalive(now) is { } keepalive) _pathChanges.Enqueue(keepalive);
        }
    }

    private void MakePlan()
    {
        NetworkPlan plan = IsStopped ? NetworkPlan.Empty : RoutePlanner.Plan(_table.ToPlan());
        if (NetworkPlans.Same(plan, Plan)) return;
        Plan = plan;
        _newPlan = plan;
    }

    private void Log(string tunnel, StateChange change)
    {
        _log.Enqueue(LogText.StateChanged(tunnel, change));
        if (change.Reason.Text is not null) _log.Enqueue(LogText.StateExplained(tunnel, change));
    }

    private static LedTunnel ToLed(Tunnel tunnel) =>
        new(tunnel.Name, tunnel.Machine.State, Instant.Max(tunnel.Sample.LastOut, tunnel.Sample.LastAuthenticatedIn));
}
