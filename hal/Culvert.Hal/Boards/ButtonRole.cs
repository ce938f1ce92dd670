namespace Culvert.Hal.Boards;

/// <summary>What a button is for.</summary>
public enum ButtonRole
{
    /// <summary>Lamp test when tapped, factory defaults when held.</summary>
    Reset,
}
