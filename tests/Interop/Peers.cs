using Culvert.Lab.Gateways;
using Culvert.Lab.Topologies;

namespace Culvert.Interop.Tests;

/// <summary>The two ends of a site-to-site connection, each in its maker's words.</summary>
internal static class Peers
{
    public const string Secret = "a.shared_secret";

    public static string PeerAddress => SiteAddresses.Endpoints[0];

    /// <summary>strongSwan at the far end, answering the box.</summary>
    public static StrongSwanConnection Responder(string ike, string esp) => new()
    {
        LocalAddress = PeerAddress,
        LocalId = PeerAddress,
        RemoteId = SiteAddresses.BoxPublic,
        Secret = Secret,
        IkeProposals = ike,
        EspProposals = esp,
        LocalSelectors = SiteAddresses.VpcNetwork,
        RemoteSelectors = SiteAddresses.BranchNetwork,
    };

    /// <summary>strongSwan in the box's place, calling the far end.</summary>
    public static StrongSwanConnection Initiator(string ike, string esp) => new()
    {
        LocalAddress = SiteAddresses.BoxPublic,
        RemoteAddress = PeerAddress,
        LocalId = SiteAddresses.BoxPublic,
        RemoteId = PeerAddress,
        Secret = Secret,
        IkeProposals = ike,
        EspProposals = esp,
        LocalSelectors = SiteAddresses.BranchNetwork,
        RemoteSelectors = SiteAddresses.VpcNetwork,
    };
}
