using Culvert.Core;
using Culvert.Hal.Boards;
using Culvert.Hal.Buttons;
using Culvert.Hal.Gpio;
using Culvert.Hal.Simulated;
using Culvert.Hal.Simulated.Gpio;
using Culvert.Hal.Simulated.Packets;

namespace Culvert.Hal.Tests.Buttons;

public sealed class BoardButtonsTests : IDisposable
{
    private readonly SimulatedClock _clock = new();
    private readonly SimulatedWakeSignal _signal = new();
    private SimulatedBoard? _board;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_press_wakes_and_comes_as_two_edges_whatever_the_polarity(bool activeLow)
    {
        using BoardButtons buttons = Open(activeLow);
        Assert.False(Assert.Single(buttons.Look()).IsPressed);
        Instant pressed = _clock.Now;
        Assert.True(_board!.TryPress("reset", TimeSpan.FromSeconds(6)));
        Assert.True(_signal.IsRaised);
        _clock.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(
            [new ContactEdge("reset", ButtonRole.Reset, true, pressed), new ContactEdge("reset", ButtonRole.Reset, false, pressed + TimeSpan.FromSeconds(6))],
            buttons.Take());
        Assert.False(_signal.IsRaised);
        Assert.Empty(buttons.Take());
    }

    [Fact]
    public void A_button_held_from_the_start_is_seen_by_looking()
    {
        using BoardButtons buttons = Open(activeLow: true, before: board => board.TryPress("reset", TimeSpan.FromSeconds(12)));
        Assert.Empty(buttons.Take());
        Assert.True(Assert.Single(buttons.Look()).IsPressed);
        _clock.Advance(TimeSpan.FromSeconds(12));
        Assert.False(Assert.Single(buttons.Take()).IsPressed);
    }

    [Fact]
    public void Chatter_is_bounded_and_what_is_believed_last_is_true()
    {
        using BoardButtons buttons = Open(activeLow: true);
        // The queue fills while the button is up; the press that follows finds no room.
        for (int i = 0; i < BoardButtons.Capacity / 2; i++)
        {
            _board!.Driver.Drive(0, false);
            _board.Driver.Drive(0, true);
        }

        _board!.Driver.Drive(0, false);
        IReadOnlyList<ContactEdge> edges = buttons.Take();
        Assert.Equal(BoardButtons.Capacity + 1, edges.Count);
        Assert.False(edges[^2].IsPressed);
        Assert.True(edges[^1].IsPressed);
        Assert.Empty(buttons.Take());
    }

    [Fact]
    public void An_unknown_button_cannot_be_pressed()
    {
        using BoardButtons buttons = Open(activeLow: true);
        Assert.False(_board!.TryPress("wps", TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_button_whose_pin_is_in_use_is_said()
    {
        _board = new SimulatedBoard(Description(activeLow: true), _clock, _clock);
        using IDigitalInputPort taken = _board.Pins.CreateDigitalInputPort(new Pin("KEY", 0));
        using var buttons = new BoardButtons(Description(activeLow: true), _board.Pins, _signal, _clock);
        Assert.Equal("button reset: pin KEY (line 0) is in use", Assert.Single(buttons.Problems));
        Assert.Empty(buttons.Names);
        Assert.Empty(buttons.Look());
    }

    public void Dispose() => _board?.Dispose();

    private static BoardDescription Description(bool activeLow) =>
        new("b") { Buttons = [new ButtonDescription("reset", new Pin("KEY", 0), ButtonRole.Reset, activeLow, activeLow ? ResistorMode.ExternalPullUp : ResistorMode.ExternalPullDown)] };

    private BoardButtons Open(bool activeLow, Action<SimulatedBoard>? before = null)
    {
        BoardDescription description = Description(activeLow);
        _board = new SimulatedBoard(description, _clock, _clock);
        before?.Invoke(_board);
        return new BoardButtons(description, _board.Pins, _signal, _clock);
    }
}
