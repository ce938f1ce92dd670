namespace Culvert.Hal.Boards;

/// <summary>What an LED stands for.</summary>
public enum LedRole
{
    /// <summary>The whole box.</summary>
    Status,

    /// <summary>A tunnel.</summary>
    Tunnel,
}
