using System.Net;
using Culvert.Gateway.Supervision;

namespace Culvert.Gateway.Tests.Supervision;

public sealed class TimeServiceTests
{
    private readonly TimeService _time = new();

    [Fact]
    public void Time_servers_of_the_network_are_asked_beside_the_others()
    {
        string[] before = [.. _time.Command.Arguments()];
        Assert.Contains(before, word => word.StartsWith("pool ", StringComparison.Ordinal));
        Assert.True(_time.Use([IPAddress.Parse("192.0.2.123")]));
        Assert.Equal([.. before, "server 192.0.2.123 iburst"], _time.Command.Arguments());
    }

    [Fact]
    public void The_network_s_servers_are_never_the_majority()
    {
        string[] before = [.. _time.Command.Arguments()];
        Assert.True(_time.Use([IPAddress.Parse("192.0.2.1"), IPAddress.Parse("192.0.2.2"), IPAddress.Parse("192.0.2.3")]));
        Assert.Equal([.. before, "server 192.0.2.1 iburst", "server 192.0.2.2 iburst"], _time.Command.Arguments());
        Assert.False(_time.Use([IPAddress.Parse("192.0.2.1"), IPAddress.Parse("192.0.2.2")]));
    }

    [Fact]
    public void The_same_servers_again_are_no_reason_for_a_new_start()
    {
        Assert.False(_time.Use([]));
        Assert.True(_time.Use([IPAddress.Parse("192.0.2.123")]));
        Assert.False(_time.Use([IPAddress.Parse("192.0.2.123")]));
        Assert.True(_time.Use([]));
    }
}
