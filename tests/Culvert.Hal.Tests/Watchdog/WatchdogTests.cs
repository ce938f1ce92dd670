using Culvert.Hal.Boards;
using Culvert.Hal.Linux.Watchdog;
using Culvert.Hal.Simulated;
using Culvert.Hal.Simulated.Watchdog;
using Culvert.Hal.Watchdog;
using Culvert.HalContract;
using Culvert.HalContract.Watchdog;

namespace Culvert.Hal.Tests.Watchdog;

public sealed class WatchdogTests
{
    public static TheoryData<string> Contract => [.. WatchdogContract.All.Select(check => check.Name)];

    [Theory]
    [MemberData(nameof(Contract))]
    public void The_simulated_watchdog_keeps_the_contract(string name)
    {
        using var rig = new SimulatedWatchdogRig();
        WatchdogContract.All.Run(name, rig);
    }

    [Fact]
    public void What_a_rig_cannot_do_is_no_pass()
    {
        foreach (ContractCheck<IWatchdogRig> check in WatchdogContract.All.Where(check => check.Name.EndsWith("it resets", StringComparison.Ordinal) || check.Name.StartsWith("unfed", StringComparison.Ordinal)))
        {
            using var rig = new SimulatedWatchdogRig { CanReset = false };
            Assert.Contains("end the machine", Assert.Throws<ContractSkippedException>(() => check.Run(rig)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/dev/watchdogNOPE", "there is no /dev/watchdogNOPE, load its driver or take 'watchdog' out of board.json")]
    [InlineData("/dev/null", "/dev/null is no watchdog, Inappropriate ioctl for device, name the right one in board.json")]
    public void A_watchdog_that_cannot_be_had_is_one_sentence(string device, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<IOException>(() => LinuxWatchdog.Open(new WatchdogDescription(device, TimeSpan.FromSeconds(15)))).Message);

    private sealed class SimulatedWatchdogRig : IWatchdogRig
    {
        private readonly SimulatedClock _clock = new();
        private readonly SimulatedWatchdog _watchdog;

        public SimulatedWatchdogRig() => _watchdog = new SimulatedWatchdog(_clock, TimeSpan.FromSeconds(15));

        public IWatchdog Watchdog => _watchdog;

        public bool CanReset { get; init; } = true;

        public bool HasReset => _watchdog.HasReset;

        public void Pass(TimeSpan time) => _clock.Advance(time);

        public void Dispose() => _watchdog.Dispose();
    }
}
