using Culvert.Config;
using Culvert.Gateway.Logging;
using Culvert.Hal.Nics;

namespace Culvert.Gateway.Network;

/// <summary>
/// Which device is WAN and which is LAN: the one that the configuration names, else the one that the board tells apart by
/// its hardware. What is missing is logged once, and again when it is something else.
/// </summary>
internal sealed class NicRoles(IReadOnlyDictionary<NicRole, NicMatch> board, INicInventory inventory, Log log)
{
    private InterfacesConfig _config = new(null, null);
    private IReadOnlyList<string> _said = [];
    private NicDevices _found;

    public NicDevices Devices => new(_config.Wan?.Device ?? _found.Wan, _config.Lan?.Device ?? _found.Lan);

    /// <summary>A sentence for each role of the board that no port has.</summary>
    public IReadOnlyList<string> Problems => _said;

    /// <summary>Takes the configuration's word, and looks for what it leaves to the board.</summary>
    public void Use(InterfacesConfig config)
    {
        _config = config;
        Look();
    }

    /// <summary>Looks again: a port may have been plugged in or out.</summary>
    public void Look()
    {
        Dictionary<NicRole, NicMatch> open = board.Where(role => Named(role.Key) is null).ToDictionary();
        NicAssignment found = open.Count == 0 ? NicAssignment.None : NicAssignment.Find(open, inventory.GetNics());
        var devices = new NicDevices(found.Wan, found.Lan);
        if (devices.Wan is { } wan && wan != _found.Wan) log.Info("board", $"WAN is {wan}");
        if (devices.Lan is { } lan && lan != _found.Lan) log.Info("board", $"LAN is {lan}");
        foreach (string problem in found.Problems.Except(_said)) log.Warning("board", problem);
        (_found, _said) = (devices, found.Problems);
    }

    private string? Named(NicRole role) => (role == NicRole.Wan ? _config.Wan : _config.Lan)?.Device;
}
