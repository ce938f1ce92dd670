using Culvert.Hal.Boards;
using Culvert.Hal.Linux.Watchdog;
using Culvert.Hal.Simulated;
using Culvert.Hal.Simulated.Watchdog;
using Culvert.Hal.Watchdog;
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
        WatchdogContract.All.Single(check => check.Name == name).Run(rig);
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

        public bool CanReset => true;

        public bool HasReset => _watchdog.HasReset;

        public void Pass(TimeSpan time) => _clock.Advance(time);

        public void Dispose() => _watchdog.Dispose();
    }
}
