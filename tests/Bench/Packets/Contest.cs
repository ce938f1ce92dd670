using Culvert.Bench.Packets.Measures;
using Culvert.Bench.Packets.Subjects;

namespace Culvert.Bench.Packets;

/// <summary>All subjects and what is measured of each. One measure is taken of all before the next: what the machine does besides hits all alike.</summary>
internal sealed class Contest : IDisposable
{
    private static readonly TcpTransfer OneStream = new(Streams: 1);

    private static readonly IMeasure[] Everything =
    [
        OneStream, new TcpTransfer(Streams: 1, Back: true), new TcpTransfer(Streams: 4),
        new UdpRate(PacketBytes: 64), new UdpRate(PacketBytes: 1400),
        RoundTrips.Idle, RoundTrips.Loaded, RoundTrips.BesideHogs,
    ];

    private readonly List<(Subject Subject, IReadOnlyList<IMeasure> Measures)> _entries = [];

    public Contest()
    {
        Enter(new CulvertSubject(SubjectNames.Gcm128), Everything);
        Enter(new StrongSwanSubject(SubjectNames.Gcm128), Everything);
        Enter(new WireGuardSubject(), Everything);
        Enter(new ForwardingSubject(), Everything);
        Enter(new CulvertSubject("aes256gcm16"), OneStream);
        Enter(new CulvertSubject("chacha20poly1305"), OneStream);
        Enter(new CulvertSubject(SubjectNames.Sha1), OneStream);
        Enter(new StrongSwanSubject(SubjectNames.Sha1), OneStream);
        Enter(new CulvertSubject(SubjectNames.Gcm128) { Encapsulation = "esp", Condition = SubjectNames.RawEsp }, OneStream);
        Enter(new CulvertSubject(SubjectNames.Gcm128) { Root = Debian13.Root, Condition = SubjectNames.NewOpenSsl }, OneStream);
        Enter(new CulvertSubject(SubjectNames.Gcm128) { HasWanOffload = false, Condition = SubjectNames.NoOffload }, OneStream);
        Enter(new WireGuardSubject { HasWanOffload = false, Condition = SubjectNames.NoOffload }, OneStream);
    }

    public IEnumerable<Measurement> Round(int number) =>
        from measure in Everything
        from entry in _entries
        where entry.Measures.Contains(measure)
        from value in measure.Take(entry.Subject)
        select new Measurement(number, entry.Subject.Name, value.Metric, value.Amount);

    public void Dispose()
    {
        foreach ((Subject subject, _) in _entries) subject.Dispose();
    }

    private void Enter(Subject subject, params IReadOnlyList<IMeasure> measures)
    {
        _entries.Add((subject, measures));
        Console.Error.WriteLine($"bench: {subject.Name} comes up");
        subject.Start();
    }
}
