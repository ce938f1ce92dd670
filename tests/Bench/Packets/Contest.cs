using Culvert.Bench.Packets.Measures;
using Culvert.Bench.Packets.Subjects;

namespace Culvert.Bench.Packets;

/// <summary>All subjects and what is measured of each. One measure is taken of all before the next: what the machine does besides hits all alike.</summary>
internal sealed class Contest : IDisposable
{
    private static readonly IMeasure[]
        BothWays = [new TcpTransfer(Streams: 1), new TcpTransfer(Streams: 1, Back: true)],
        InEachTunnel = [new TunnelTransfer()],
        Rekeying = [new RekeyLoss()],
        Most =
        [
            .. BothWays, new TcpTransfer(Streams: 4), .. InEachTunnel, new UdpRate(PacketBytes: 64), new UdpRate(PacketBytes: 1400),
            RoundTrips.Idle, RoundTrips.Loaded, RoundTrips.BesideHogs,
        ],
        Everything = [.. Most, .. Rekeying];

    private static readonly int[] TunnelCounts = [2, 10, 200];

    // At full speed it takes a few seconds to carry three quarters of it.
    private const int PacketsUntilRekey = 2_000_000;

    private readonly Selection _selection;
    private readonly List<(Subject Subject, IReadOnlyList<IMeasure> Measures)> _entries = [];

    public Contest(Selection selection)
    {
        _selection = selection;
        Enter(new CulvertSubject(SubjectNames.Gcm128), Most);
        Enter(new StrongSwanSubject(SubjectNames.Gcm128), Most);
        Enter(new WireGuardSubject(), Most);
        Enter(new ForwardingSubject(), Most);
        foreach (string suite in (string[])[SubjectNames.Gcm256, SubjectNames.ChaCha, SubjectNames.Sha1]) Enter(new CulvertSubject(suite), BothWays);
        Enter(new StrongSwanSubject(SubjectNames.Sha1), BothWays);
        foreach (string suite in (string[])[SubjectNames.Gcm128, SubjectNames.Gcm256, SubjectNames.ChaCha, SubjectNames.Sha1])
            Enter(new CulvertSubject(suite) { Root = Debian13.Root, Condition = SubjectNames.NewOpenSsl }, BothWays);
        Enter(new CulvertSubject(SubjectNames.Gcm128) { Encapsulation = "esp", Condition = SubjectNames.RawEsp }, BothWays);
        Enter(new CulvertSubject(SubjectNames.Gcm128) { HasWanOffload = false, Condition = SubjectNames.NoOffload }, BothWays);
        Enter(new WireGuardSubject { HasWanOffload = false, Condition = SubjectNames.NoOffload }, BothWays);
        foreach (int tunnels in TunnelCounts)
            Enter(new CulvertSubject(SubjectNames.Gcm128) { Tunnels = tunnels, Condition = SubjectNames.Tunnels(tunnels) }, InEachTunnel);
        Enter(new ForwardingSubject { Tunnels = TunnelCounts[^1], Condition = SubjectNames.Tunnels(TunnelCounts[^1]) }, InEachTunnel);
        Enter(new CulvertSubject(SubjectNames.Gcm128) { LifetimePackets = PacketsUntilRekey, Condition = SubjectNames.Rekeying }, Rekeying);
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

    private void Enter(Subject subject, IReadOnlyList<IMeasure> measures)
    {
        IReadOnlyList<IMeasure> wanted = [.. measures.Where(measure => _selection.Wants(subject.Name, measure))];
        if (wanted.Count == 0) return;
        _entries.Add((subject, wanted));
        Console.Error.WriteLine($"bench: {subject.Name} comes up");
        subject.Start();
    }
}
