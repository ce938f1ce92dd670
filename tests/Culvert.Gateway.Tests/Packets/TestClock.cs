using Culvert.Core;
using Culvert.Hal;

namespace Culvert.Gateway.Tests.Packets;

/// <summary>Time that stands still until it is moved.</summary>
internal sealed class TestClock : IMonotonicClock
{
    public Instant Now { get; set; } = Instant.FromSeconds(100);
}
