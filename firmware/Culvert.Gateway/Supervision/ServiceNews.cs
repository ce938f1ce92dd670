using System.Net;

namespace Culvert.Gateway.Supervision;

/// <summary>What a supervised service has said of itself.</summary>
/// <param name="IsAlive">It is ready, or all its threads answer.</param>
/// <param name="IsStartBusy">Its start takes longer, and it gets on with it.</param>
/// <param name="IsButtonEnabled">Whether its configuration leaves the reset button its effect; null: it said nothing of that.</param>
/// <param name="TimeServers">The time servers that the network names; null: it said nothing of that.</param>
internal readonly record struct ServiceNews(bool IsAlive, bool IsStartBusy, bool? IsButtonEnabled, IReadOnlyList<IPAddress>? TimeServers = null)
{
    /// <summary>Adds one line of a message; what is not known says nothing.</summary>
    public ServiceNews With(string line) => line switch
    {
        NotifyMessages.Ready or NotifyMessages.Alive => this with { IsAlive = true },
        // How much longer is ours to decide.
        _ when line.StartsWith(NotifyMessages.ExtendStart, StringComparison.Ordinal) => this with { IsStartBusy = true },
        NotifyMessages.ResetButton + NotifyMessages.Enabled => this with { IsButtonEnabled = true },
        NotifyMessages.ResetButton + NotifyMessages.Disabled => this with { IsButtonEnabled = false },
        _ when line.StartsWith(NotifyMessages.TimeServers, StringComparison.Ordinal) => this with { TimeServers = ReadAddresses(line[NotifyMessages.TimeServers.Length..]) },
        _ => this,
    };

    private static List<IPAddress> ReadAddresses(string text)
    {
        List<IPAddress> addresses = [];
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPAddress.TryParse(word, out IPAddress? address)) addresses.Add(address);
        }

        return addresses;
    }
}
