using Culvert.Gateway.Packets;

namespace Culvert.Gateway.Tests.Packets;

public sealed class SnapshotBoardTests
{
    private readonly SnapshotBoard _board = new();

    [Fact]
    public void What_a_snapshot_no_longer_holds_lives_until_that_snapshot_has_been_seen()
    {
        var first = new Thing();
        var second = new Thing();
        _board.Publish(PathSnapshot.Empty with { Version = 1 }, first);
        _board.Publish(PathSnapshot.Empty with { Version = 2 }, second);
        _board.Collect(oldestSeen: 0);
        Assert.Equal((false, false), (first.IsDisposed, second.IsDisposed));
        _board.Collect(oldestSeen: 1);
        Assert.Equal((true, false), (first.IsDisposed, second.IsDisposed));
        _board.Collect(oldestSeen: 5);
        Assert.True(second.IsDisposed);
    }

    [Fact]
    public void A_sleeping_thread_is_woken_to_let_go_of_what_was_removed()
    {
        using PathPair pair = new PathPair().Install();
        pair.Branch.Start();
        pair.Branch.RemoveTunnel(PathPair.Tunnel);
        Assert.True(SpinWait.SpinUntil(HasLetGo, TimeSpan.FromSeconds(30)));

        bool HasLetGo()
        {
            pair.Branch.Sample(PathPair.Tunnel); // the control thread's regular look is what collects
            return pair.BranchTun.IsDisposed;
        }
    }

    private sealed class Thing : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}
