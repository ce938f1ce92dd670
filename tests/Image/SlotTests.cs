using Culvert.Images.Disk;
using Culvert.Lab.Hosts;

namespace Culvert.Image.Tests;

/// <summary>Which slot the boot loader starts, with every boot state and damage.</summary>
public sealed class SlotTests : IDisposable
{
    private const string Starting = "Starting kernel ...";
    private const string Tried = "Starting slot b culvert.trial=1\r\n";

    private readonly Card _card;

    public SlotTests()
    {
        Requires.Image();
        _card = new Card();
    }

    public void Dispose() => _card.Dispose();

    [Fact]
    public void A_new_card_starts_culvert_in_slot_a()
    {
        using var machine = new Machine(_card);
        machine.WaitFor("factory state");
        Assert.Equal(["a"], Started(machine));
    }

    [Fact]
    public void A_trial_is_started_once_and_then_the_good_slot_again()
    {
        _card.WriteState(1, Card.State("2", "a", trial: "b", tries: "1"));
        using (var first = new Machine(_card))
        {
            first.WaitFor(Starting);
            Assert.Contains(Tried, first.Said, StringComparison.Ordinal);
            Assert.Equal(["b culvert.trial=1"], Started(first));
        }

        Assert.Equal("active=a serial=3 trial=b tries=0", _card.ReadState(0));
        Assert.Equal("active=a serial=2 trial=b tries=1", _card.ReadState(1));
        using var second = new Machine(_card);
        second.WaitFor(Starting);
        Assert.Equal(["a"], Started(second));
    }

    [Fact]
    public void A_trial_that_panics_is_over_and_the_good_slot_is_started_with_nobody_near()
    {
        Requires.Guest();
        _card.PutIntoSlotB(GuestRoot.Write("end"));
        _card.WriteState(1, Card.State("2", "a", trial: "b", tries: "1"));
        using var machine = new Machine(_card, restarts: true);
        machine.WaitFor("factory state");
        Assert.Contains("Kernel panic - not syncing: Attempted to kill init!", machine.Said, StringComparison.Ordinal);
        Assert.Equal(["b culvert.trial=1", "a"], Started(machine));
        Assert.Equal("active=a serial=3 trial=b tries=0", _card.ReadState(0));
        Assert.Equal("active=a serial=2 trial=b tries=1", _card.ReadState(1));
    }

    [Fact]
    public void A_trial_whose_gateway_answers_becomes_the_good_slot()
    {
        Requires.Laboratory();
        _card.WriteState(1, Card.State("2", "a", trial: "b", tries: "1"));
        using var network = new Network();
        using var box = new BoxMachine(network.AddHost("emulator"), _card.File, new BoxWiring(BoxImage.StartByBootLoader, Ports: 0));
        Eventually.Until("the box says that slot b is good", TimeSpan.FromSeconds(300), () => Newest().Contains("active=b", StringComparison.Ordinal), () => $"{Newest()}\n{box.Console.Shown}");
    }

    [Fact]
    public void A_trial_that_cannot_be_counted_is_not_started()
    {
        _card.WriteState(1, Card.State("2", "a", trial: "b", tries: "1"));
        using var machine = new Machine(_card, readOnly: true);
        machine.WaitFor(Starting);
        Assert.Equal(["a"], Started(machine));
    }

    [Fact]
    public void The_larger_serial_counts_as_a_hexadecimal_number()
    {
        _card.WriteState(0, Card.State("f", "a"));
        _card.WriteState(1, Card.State("10", "b"));
        using var machine = new Machine(_card);
        machine.WaitFor(Starting);
        Assert.Equal(["b"], Started(machine));
    }

    [Fact]
    public void A_copy_that_was_cut_short_while_it_was_written_does_not_count()
    {
        byte[] torn = Card.State("1", "a");
        Card.State("9", "b").AsSpan(0, 12).CopyTo(torn);
        _card.WriteState(1, torn);
        using var machine = new Machine(_card);
        machine.WaitFor(Starting);
        Assert.Equal(["a"], Started(machine));
    }

    [Fact]
    public void Without_a_valid_copy_it_is_slot_a()
    {
        _card.WriteState(0, new byte[512]);
        _card.WriteState(1, Enumerable.Repeat((byte)0xFF, 512).ToArray());
        using var machine = new Machine(_card);
        machine.WaitFor(Starting);
        Assert.Equal(["a"], Started(machine));
    }

    [Theory]
    [InlineData("zz", "-", "0")]
    [InlineData("a", "x;reset", "1")]
    [InlineData("a", "b", "2")]
    public void What_makes_no_sense_is_slot_a(string active, string trial, string tries)
    {
        _card.WriteState(1, Card.State("2", active, trial, tries));
        using var machine = new Machine(_card);
        machine.WaitFor(Starting);
        Assert.Equal(["a"], Started(machine));
    }

    // Where the card has another number than 0, as on a Raspberry Pi. What is on the other disk would start slot b.
    [Fact]
    public void The_card_is_found_behind_somebody_elses_disk_and_the_trial_is_counted_on_it()
    {
        _card.WriteState(1, Card.State("2", "b", trial: "a", tries: "1"));
        using var other = new Card();
        other.WriteState(1, Card.State("2", "b", trial: "b", tries: "1"));
        other.Relabel();
        using (var machine = new Machine(_card, before: other))
        {
            machine.WaitFor(Starting);
            Assert.Equal(["a culvert.trial=1"], Started(machine));
        }

        Assert.Equal("active=b serial=3 trial=a tries=0", _card.ReadState(0));
        Assert.Equal("active=b serial=2 trial=b tries=1", other.ReadState(1));
        Assert.Equal("active=a serial=1 trial=- tries=0", other.ReadState(0));
    }

    [Fact]
    public void Without_the_card_it_says_so_and_begins_again()
    {
        _card.Relabel();
        using var machine = new Machine(_card);
        machine.WaitForReset();
        Assert.Contains("No card with the label of this box", machine.Said, StringComparison.Ordinal);
        Assert.Empty(Started(machine));
    }

    [Fact]
    public void A_slot_with_a_wrong_hash_gives_way_to_the_other()
    {
        _card.Damage(DiskLayout.SlotA);
        using var machine = new Machine(_card);
        machine.WaitFor(Starting);
        Assert.Equal(["a", "b"], Started(machine));
    }

    [Fact]
    public void A_trial_with_a_wrong_hash_gives_way_to_the_good_slot()
    {
        _card.WriteState(1, Card.State("2", "a", trial: "b", tries: "1"));
        _card.Damage(DiskLayout.SlotB);
        using var machine = new Machine(_card);
        machine.WaitFor(Starting);
        Assert.Equal(["b culvert.trial=1", "a"], Started(machine));
    }

    [Fact]
    public void A_slot_without_a_file_system_gives_way_to_the_other()
    {
        _card.Erase(DiskLayout.SlotA);
        using var machine = new Machine(_card);
        machine.WaitFor(Starting);
        Assert.Equal(["a", "b"], Started(machine));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_key_leads_to_a_prompt(bool bothSlotsDamaged)
    {
        if (bothSlotsDamaged)
        {
            _card.Damage(DiskLayout.SlotA);
            _card.Damage(DiskLayout.SlotB);
        }

        using var machine = new Machine(_card);
        machine.TypeUntil("\u0003 \r\u001b\u0004help\r", Starting);
        if (bothSlotsDamaged) machine.WaitForReset();
        Assert.DoesNotContain("=> ", machine.Said, StringComparison.Ordinal);
        Assert.Equal(bothSlotsDamaged ? ["a", "b"] : ["a"], Started(machine));
    }

    // The copy with the larger serial; one digit is enough for the few writes of a test.
    private string Newest() => new[] { _card.ReadState(0) ?? "", _card.ReadState(1) ?? "" }.MaxBy(SerialOf)!;

    private static string SerialOf(string state) => Array.Find(state.Split(' '), key => key.StartsWith("serial=", StringComparison.Ordinal)) ?? "";

    // The slots that the boot loader has begun with, in their order, and what it adds for a trial.
    private static string[] Started(Machine machine) => machine.Said.Split('\n')
        .Where(line => line.StartsWith("Starting slot ", StringComparison.Ordinal))
        .Select(line => line["Starting slot ".Length..].Trim())
        .ToArray();
}
