using System.Net;

namespace Culvert.Gateway.Supervision;

/// <summary>Who started us and wants to know how we are: culvert init, systemd, or nobody.</summary>
internal interface IServiceManager
{
    /// <summary>We do our work now.</summary>
    void TellReady();

    /// <summary>We are not ready yet and get on with it: it asks for as long again as a start may take.</summary>
    void TellBusy();

    /// <summary>All our threads answer.</summary>
    /// <param name="isButtonEnabled">What the configuration says of the reset button, for whoever minds it when we are gone.</param>
    /// <param name="timeServers">What the network says of them, for whoever keeps the time; null: nothing yet.</param>
    void TellAlive(bool isButtonEnabled, IReadOnlyList<IPAddress>? timeServers);
}
