using Culvert.Lab;
using Culvert.Lab.Gateways;
using Culvert.Lab.Hosts;

namespace Culvert.Image.Tests;

/// <summary>
/// The power goes at a moment that chance picks, while the box writes. What the kernel had handed to the card by then is on it:
/// cards that lose that too are played by the unit tests, at every single write. Every start is one without the boot loader,
/// which writes nothing but the boot state, and that only for a trial.
/// </summary>
public sealed class PowerCutTests
{
    private static readonly TimeSpan LongestCommit = TimeSpan.FromMilliseconds(400), LongestReset = TimeSpan.FromSeconds(5);
    private static readonly int Cuts = int.Parse(Environment.GetEnvironmentVariable("POWER_CUTS") ?? "10");

    [Fact]
    public void A_box_whose_power_goes_always_starts_with_the_old_configuration_or_the_new()
    {
        Requires.Laboratory();
        int seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var card = new Card();
        using var network = new Network();
        Host emulator = network.AddHost("emulator");
        string? name = null;
        bool isReset = true;
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
            if (cut == Cuts) return;
            isReset = cut % 3 == 2;
            if (isReset) user.Confirm("reset factory");
            else user.BeginCommit($"system hostName box-{cut}");
            Thread.Sleep(random.Next((int)(isReset ? LongestReset : LongestCommit).TotalMilliseconds));
        }
    }
}
