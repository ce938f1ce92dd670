using Culvert.Core;
using Culvert.Hal;

namespace Culvert.Gateway.Tests.Packets;

/// <summary>Time that stands still until it is moved.</summary>
internal sealed class TestClock : IMonotonicClock
{
    private Instant _now = Instant.FromSeconds(100);

    public Instant Now
    {
        get
        {
            Action? meanwhile = Meanwhile;
            Meanwhile = null;
            meanwhile?.Invoke();
            return _now;
        }
        set => _now = value;
    }

    /// <summary>Happens once, when a packet thread looks at the clock: its turn has begun.</summary>
    public Action? Meanwhile { get; set; }
}
