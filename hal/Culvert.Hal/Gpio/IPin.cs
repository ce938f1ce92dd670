namespace Culvert.Hal.Gpio;

/// <summary>A pin of the board, under the name that board.json gives it. Name and meaning follow Meadow.Contracts.</summary>
public interface IPin
{
    /// <summary>As the board calls it: "LED1".</summary>
    string Name { get; }

    /// <summary>What the controller calls it: the line number of the GPIO driver.</summary>
    object Key { get; }
}
