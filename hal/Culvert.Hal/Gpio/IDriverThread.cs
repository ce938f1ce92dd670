namespace Culvert.Hal.Gpio;

/// <summary>A thread of hal's own that can be asked whether it still takes its turns.</summary>
public interface IDriverThread
{
    /// <summary>One word for the log.</summary>
    string Name { get; }

    /// <summary>Called once a turn, by the thread itself; must not wait for anything.</summary>
    Action Turned { set; }

    /// <summary>Makes it take a turn soon. Any thread.</summary>
    void Wake();
}
