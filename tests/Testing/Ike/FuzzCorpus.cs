namespace Culvert.Testing;

/// <summary>One line of a file in tests/Vectors/fuzz: the counter that it must be counted in, the octets, what it is.</summary>
public sealed record FuzzCorpus(string Counter, string Octets, string What)
{
    public static IEnumerable<FuzzCorpus> Read(string file) =>
        from line in Vectors.Text(Path.Combine("fuzz", file)).Split('\n')
        where line.Length > 0 && line[0] != '#'
        let parts = line.Split('|', StringSplitOptions.TrimEntries)
        select new FuzzCorpus(parts[0], parts[1], parts[2]);
}
