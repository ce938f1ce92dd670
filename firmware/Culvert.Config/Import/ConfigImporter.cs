namespace Culvert.Config.Import;

/// <summary>
/// Turns the files that peers and other implementations write into a change of the configuration. Pure: texts come in,
/// the changed documents go out; the format is found by content.
/// </summary>
public static class ConfigImporter
{
    private const int LargestText = 1 << 20;
    private const string CommandLine = "command line";

    /// <summary>Reads <paramref name="files"/> on top of what is configured; <paramref name="existing"/> itself is left as it is.</summary>
    public static ImportResult Import(IReadOnlyList<NamedText> files, ImportOptions options, ConfigDocuments existing)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(existing);
        var findings = new ImportFindings();
        CheckOptions(findings, options);
        ConfigResult present = ConfigLoader.Load(existing);
        findings.AddProblems(present.Problems);
        IReadOnlyList<TunnelDraft> drafts = ReadDrafts(findings, files, options);
        IReadOnlyList<ConnectionPlan> plans = new ConnectionPlanner(findings, options, present.Config ?? GatewayConfig.Empty).Plan(drafts);
        ConfigDocuments? changed = findings.StopsImport ? null : Write(findings, plans, existing);
        IReadOnlyList<DocumentChange> changes = changed is null ? [] : DocumentDiff.Compare(existing, changed);
        return new ImportResult
        {
            Connections = [.. plans.Select(Describe)],
            Notes = findings.Notes,
            Problems = findings.Problems,
            Missing = findings.Missing,
            Documents = changes.Count == 0 && changed is not null ? existing : changed,
            Changes = changes,
        };
    }

    private static void CheckOptions(ImportFindings findings, ImportOptions options)
    {
        if (options.Name is { } name && !ConfigNames.IsValid(name))
            findings.Problem(CommandLine, 1, 1, $"--name {Quoted.Text(name)} cannot be a name", ConfigNames.Rule);
        if (options.IkeVersion == 1)
            findings.Problem(CommandLine, 1, 1, "IKEv1 is not supported by this version", "leave --ike away, or give --ike 2");
    }

    private static List<TunnelDraft> ReadDrafts(ImportFindings findings, IReadOnlyList<NamedText> files, ImportOptions options)
    {
        ConfUnit[] units = [.. files.Select(file => ReadUnit(findings, file, options, isSecrets: false))];
        ConfUnit[] secrets = [.. options.Secrets.Select(file => ReadUnit(findings, file, options, isSecrets: true))];
        var store = new SecretStore(findings, [.. units.Concat(secrets).SelectMany(unit => unit.Secrets)]);
        string upgrade = ImportAdvice.StrongCommand(files, options);
        List<TunnelDraft> drafts = [];
        foreach (ResolvedConn conn in units.SelectMany(unit => new ConfResolver(findings, unit).Resolve()))
        {
            if (new ConnReader(findings, options, upgrade, conn).Read(store) is { } draft) drafts.Add(draft);
        }

        if (drafts.Count == 0 && findings.Problems.Count == 0 && files.Count > 0)
            findings.Problem(files[0].Name, 1, 1, "no conn section is in here", "give a file in the format of ipsec.conf, for example AWS's download for Openswan or strongSwan");
        return drafts;
    }

    private static ConfUnit ReadUnit(ImportFindings findings, NamedText file, ImportOptions options, bool isSecrets)
    {
        if (file.Text.Length <= LargestText) return new ConfUnitReader(findings, options.Include).Read(file, isSecrets);
        findings.Problem(file.Name, 1, 1, "this text is too long to be a configuration", "give a file of at most 1 MiB");
        return new ConfUnit(file.Name);
    }

    private static ConfigDocuments? Write(ImportFindings findings, IReadOnlyList<ConnectionPlan> plans, ConfigDocuments existing)
    {
        var writer = new PlanWriter(existing);
        foreach (ConnectionPlan plan in plans) writer.Write(plan);
        ConfigDocuments changed = writer.Documents;
        // The readers above should let nothing through that the gateway would refuse; this makes sure.
        findings.AddProblems(ConfigLoader.Load(changed).Problems);
        return findings.StopsImport ? null : changed;
    }

    private static ImportedConnection Describe(ConnectionPlan plan)
    {
        TunnelNetworks networks = plan.Tunnels[0].Draft.Networks;
        return new ImportedConnection(
            plan.Name,
            plan.Existing is null,
            [.. networks.Local.Select(network => network.ToString())],
            [.. networks.Remote.Select(network => network.ToString())],
            [.. plan.Tunnels.Select(tunnel => new ImportedTunnel(tunnel.Name, tunnel.Draft.Name, tunnel.Draft.Peer, PlanSettings.Describe(tunnel)))]);
    }
}
