namespace Culvert.Fuzz;

/// <summary>Something that takes datagrams from the network. A bug in it is an exception out of <see cref="FeedOne"/>.</summary>
internal interface ITarget
{
    string Name { get; }

    /// <summary>Times that it had to be made anew, because what was fed changed it too much.</summary>
    long Rebuilds { get; }

    /// <summary>Whom the last datagram was for.</summary>
    string Last { get; }

    ReadOnlyMemory<byte> LastBytes { get; }

    /// <summary>What became of what was fed: how far it got, and where it was dropped.</summary>
    IEnumerable<KeyValuePair<string, long>> Counted { get; }

    void FeedOne();
}
