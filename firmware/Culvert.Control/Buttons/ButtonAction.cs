namespace Culvert.Control.Buttons;

/// <summary>What letting the button go asks for.</summary>
public enum ButtonAction
{
    LampTest,
    FactoryReset,
}
