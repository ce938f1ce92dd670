using System.Diagnostics;
using Culvert.Lab;
using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;

namespace Culvert.Image.Tests;

/// <summary>
/// The power goes while the box writes: after as many writes to the card as chance says, of as many as the same work took when
/// nobody disturbed it. What the kernel had handed to the card by then is on it: cards that lose that too are played by the unit
/// tests, at every single write. Every start is one without the boot loader, which writes nothing but the boot state, and that
/// only for a trial.
/// </summary>
public sealed class PowerCutTests
{
    private const int SecondsOfWork = 3;
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(500), Limit = TimeSpan.FromSeconds(180);
    private static readonly int Cuts = int.Parse(Environment.GetEnvironmentVariable("POWER_CUTS") ?? "10");

    [Fact]
    public void A_box_whose_power_goes_always_starts_with_the_old_configuration_or_the_new()
    {
        Requires.Laboratory();
        int seed = Environment.TickCount;
        Say($"seed {seed}");
        var random = new Random(seed);
        using var card = new Card();
        using var network = new Network();
        Host emulator = network.AddHost("emulator");
        (long ofCommit, long ofReset) = Count(emulator, card);
        Say($"a commit takes {ofCommit} writes, a factory reset {ofReset}");
        string? name = null;
        bool isReset = true;
        int within = 0;
        for (int cut = 0; cut <= Cuts; cut++)
        {
            using var box = new BoxMachine(emulator, card.File, new BoxWiring(Ports: 0));
            var user = new BoxUser(box.Console);
            bool isNew = user.Start();
            Assert.True(isReset || !isNew, $"the box came back empty after cut {cut}, seed {seed}");
            string? now = isNew ? null : user.HostName();
            Assert.True(isNew || now == name || now == $"box-{cut - 1}", $"host name {now} after cut {cut}, which is neither {name} nor box-{cut - 1}; seed {seed}");
            if (isNew) user.Commit($"system hostName new-{cut}");
            name = isNew ? $"new-{cut}" : now;
            if (cut == Cuts) break;
            Settle(box);
            isReset = cut % 3 == 2;
            long all = isReset ? ofReset : ofCommit, before = box.Monitor.Writes();
            long wanted = random.NextInt64(1, all);
            // Else it is over within milliseconds, in which who looks from outside may have had no processor.
            box.Monitor.SlowDown(Math.Max(all / SecondsOfWork, 1));
            if (isReset) user.Confirm("reset factory");
            else user.BeginCommit($"system hostName box-{cut}");
            long done = AwaitWrites(box, before, wanted, $"{wanted} writes, cut {cut}, seed {seed}");
            Say($"cut {cut}: {(isReset ? "factory reset" : "commit")}, after {done} writes of about {all}");
            if (done < all) within++;
        }

        Say($"{within} of {Cuts} cuts before the last write");
        Assert.True(within * 2 >= Cuts, $"only {within} of {Cuts} cuts fell between the first write and the last: this has not tested much");
    }

    // How many writes the work takes that is disturbed later.
    private static (long Commit, long Reset) Count(Host emulator, Card card)
    {
        using var box = new BoxMachine(emulator, card.File, new BoxWiring(Ports: 0));
        var user = new BoxUser(box.Console);
        user.ChoosePassword();
        Settle(box);
        long before = box.Monitor.Writes();
        user.Commit("system hostName counted");
        Settle(box);
        long afterCommit = box.Monitor.Writes();
        user.Confirm("reset factory");
        box.Console.Expect("factory state", Limit);
        Settle(box);
        return (afterCommit - before, box.Monitor.Writes() - afterCommit);
    }

    // As closely as one can look from outside.
    private static long AwaitWrites(BoxMachine box, long before, long wanted, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            long done = box.Monitor.Writes() - before;
            if (done >= wanted) return done;
            if (Stopwatch.GetElapsedTime(start) > Limit) throw new TimeoutException($"{what}: only {done}\n{box.Console.Shown}");
        }
    }

    // The kernel writes some of it later, when it has nothing else to do.
    private static void Settle(BoxMachine box)
    {
        long writes = -1, since = Stopwatch.GetTimestamp();
        Eventually.Until(
            "the card is left in peace",
            Limit,
            () =>
            {
                long now = box.Monitor.Writes();
                if (now != writes) (writes, since) = (now, Stopwatch.GetTimestamp());
                return Stopwatch.GetElapsedTime(since) >= Quiet;
            },
            () => box.Console.Shown);
    }

    private static void Say(string text) => TestContext.Current.TestOutputHelper?.WriteLine(text);
}
