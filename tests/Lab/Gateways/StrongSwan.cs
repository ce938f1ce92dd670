using System.Globalization;
using System.Text.RegularExpressions;
using Culvert.Lab.Hosts;

namespace Culvert.Lab.Gateways;

/// <summary>A running charon, wherever it runs, and swanctl's words for it. Its connection is `vpn`, its child `net` unless named.</summary>
public abstract partial class StrongSwan
{
    /// <summary>`--version`: of the daemon.</summary>
    public string Version => Swanctl("--version", "--daemon").OrThrow().Output;

    /// <summary>Everything charon has logged.</summary>
    public abstract string Log { get; }

    /// <summary>Replaces the connection, as `swanctl --load-all` does; what is up stays up.</summary>
    public abstract void Load(StrongSwanConnection connection);

    /// <summary>Initiates; the result tells success.</summary>
    public CommandResult Initiate(string child = "net") => Swanctl("--initiate", "--child", child, "--timeout", "40");

    public void RekeyChild() => RekeyChild("net");

    public void RekeyChild(string child) => Swanctl("--rekey", "--child", child).OrThrow();

    /// <summary>Deletes one CHILD SA and leaves the IKE SA.</summary>
    public void TerminateChild(string child) => Swanctl("--terminate", "--child", child).OrThrow();

    public void RekeyIke() => Swanctl("--rekey", "--ike", "vpn").OrThrow();

    public void Terminate() => Swanctl("--terminate", "--ike", "vpn").OrThrow();

    /// <summary>`swanctl --list-sas --raw`.</summary>
    public string ListSas() => Swanctl("--list-sas", "--raw").Output;

    /// <summary>
    /// The values of one field of every established IKE SA and its CHILD SAs, in order: "spi-in", "initiator-spi", "uniqueid" …
    /// A half-open SA is left out: nothing can take back an IKE_SA_INIT, so one that its initiator has given up stays for 30 s.
    /// </summary>
    public IReadOnlyList<string> SaField(string name) =>
        [.. ListSas().Split('\n').Where(IsEstablished).SelectMany(sa => Values(sa, name))];

    /// <summary>Every installed CHILD SA, oldest first.</summary>
    public IReadOnlyList<PeerChild> Children() => PeerChild.Parse(ListSas());

    /// <summary>
    /// The newest established SAs, as strongSwan sees them. One that it deletes is listed until its other end has answered, which
    /// an end that has forgotten it never does.
    /// </summary>
    public PeerView View() => PeerView.Parse(ListSas().Split('\n').Where(IsEstablished).MaxBy(Number) ?? "");

    /// <summary>Runs swanctl against this daemon.</summary>
    protected abstract CommandResult Swanctl(params IReadOnlyList<string> words);

    // The IKE SA's own fields come before its children's.
    private static bool IsEstablished(string sa) => Values(sa, "state").FirstOrDefault() == "ESTABLISHED";

    private static int Number(string sa) => int.Parse(Values(sa, "uniqueid").First(), CultureInfo.InvariantCulture);

    private static IEnumerable<string> Values(string sa, string name) =>
        Field().Matches(sa).Where(match => match.Groups[1].Value == name).Select(match => match.Groups[2].Value);

    [GeneratedRegex(@"([a-z0-9-]+)=([^ \]}]*)")]
    private static partial Regex Field();
}
