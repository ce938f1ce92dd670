namespace Culvert.Fuzz;

/// <summary>A bug, and all that it takes to see it again.</summary>
/// <param name="Seed">Of the thread that found it.</param>
/// <param name="Number">How many datagrams this thread had fed, this one included.</param>
internal sealed record Finding(ulong Seed, long Number, string Target, string Last, ReadOnlyMemory<byte> Bytes, Exception Bug)
{
    public override string ToString() => $"""
        fuzz: {Target} ({Last}): datagram {Number} of seed {Seed}
        {Convert.ToHexStringLower(Bytes.Span)}
        {Bug}
        fuzz: again with SEED={Seed} THREADS=1 COUNT={Number}
        """;
}
