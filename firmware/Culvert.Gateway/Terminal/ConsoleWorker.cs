using System.Globalization;
using System.Net;
using System.Text.Json;
using Culvert.Config;
using Culvert.Config.Import;
using Culvert.Console.Session;
using Culvert.Core;
using Culvert.Gateway.Boot;
using Culvert.Gateway.Build;
using Culvert.Gateway.Configuration;
using Culvert.Gateway.ControlSocket;
using Culvert.Gateway.Reset;
using Culvert.Gateway.Supervision;

namespace Culvert.Gateway.Terminal;

/// <summary>Does the jobs of a console session: with the configuration directory, and with the gateway where one runs.</summary>
/// <param name="ask">Asks the running gateway; null when none runs.</param>
/// <param name="askInit">Asks the culvert init that supervises it; null when none does.</param>
internal sealed class ConsoleWorker(
    ConfigStore store,
    ConfigVerbs verbs,
    ResetOrder reset,
    LoginFile login,
    LoginFailuresFile failures,
    IPinger pinger,
    Func<ControlRequest, ControlReply?> ask,
    Func<ControlRequest, ControlReply?> askInit)
{
    private const int Pings = 4;
    private const string PasteName = "pasted";

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(5), StartInterval = TimeSpan.FromMilliseconds(100);

    /// <param name="say">Takes text before the job is done.</param>
    public ConsoleReply Run(ConsoleJob job, Action<string> say)
    {
        if (job is ConsoleJob.Greet or ConsoleJob.StorePassword or ConsoleJob.CheckPassword) return Do(job, say);
        // A factory reset may have come, from the button or another console, since the person logged in, and while we work.
        if (job is not ConsoleJob.ChangePassword && IsLoginGone) return ConsoleReply.Failed() with { IsLoginGone = true };
        ConsoleReply reply = Do(job, say);
        bool isExpected = job is ConsoleJob.ResetFactory && reply.IsDone;
        return reply with { IsLoginGone = !isExpected && IsLoginGone };
    }

    private bool IsLoginGone => Try(() => login.IsGone, false);

    private ConsoleReply Do(ConsoleJob job, Action<string> say)
    {
        try
        {
            return job switch
            {
                ConsoleJob.Greet => Greet(),
                ConsoleJob.StorePassword(var password) => StorePassword(password),
                ConsoleJob.ChangePassword(var password) => ChangePassword(password),
                ConsoleJob.CheckPassword(var password) => CheckPassword(password),
                ConsoleJob.AskGateway(var words) => AskGateway(words),
                ConsoleJob.ShowConfig(var asCommands) => Plain(ConfigReport.Render(store, json: false, asCommands)),
                ConsoleJob.Set(var words) => OfVerb(verbs.Set(words)),
                ConsoleJob.Delete(var words) => OfVerb(verbs.Delete(words)),
                ConsoleJob.Compare => OfVerb(verbs.Compare()),
                ConsoleJob.Commit => OfVerb(verbs.Commit()),
                ConsoleJob.Discard => OfVerb(verbs.Discard()),
                ConsoleJob.Import import => Import(import),
                ConsoleJob.ResetFactory => ConsoleReply.Done(reset.Run()),
                ConsoleJob.Reboot => Reboot(),
                ConsoleJob.Ping ping => Ping(ping, say),
                _ => throw new InvalidOperationException($"no work for {job.GetType().Name}"),
            };
        }
        catch (UserException problem)
        {
            return ConsoleReply.Failed(problem.Message);
        }
    }

    private ConsoleReply Greet()
    {
        ConfigResult? config = Try<ConfigResult?>(() => ConfigLoader.Load(store.Read()), null);
        string name = config?.Config?.System.HostName ?? "culvert";
        string[] lines =
        [
            $"Culvert {BuildInfo.Version.Version}{(name == "culvert" ? "" : ", " + name)}",
            Try(TunnelSummary, "the gateway does not answer"),
            .. StorageTrouble.Text is { } trouble ? [$"warning: {trouble}"] : Array.Empty<string>(),
            .. config is { IsUsable: false } ? ["the configuration has errors"] : Array.Empty<string>(),
        ];
        return Text(true, lines, []) with { Name = name, HasPassword = login.Exists, Wait = failures.Wait, HasCandidate = Try(() => verbs.HasCandidate, false) };
    }

    private string TunnelSummary()
    {
        if (AskTunnels() is not { } reply) return "no gateway is running";
        using JsonDocument tunnels = JsonDocument.Parse(reply.Output);
        string?[] states = [.. tunnels.RootElement.EnumerateArray().Select(tunnel => tunnel.GetProperty("state").GetString())];
        return states.Length == 0
            ? "no tunnels are configured"
            : string.Create(CultureInfo.InvariantCulture, $"{states.Count(state => state == "up")} of {states.Length} tunnels up");
    }

    // Who switches the box on is greeted a moment before it can say anything: this is not the time to speak of failure.
    private ControlReply? AskTunnels()
    {
        for (TimeSpan waited = TimeSpan.Zero; ; waited += StartInterval)
        {
            if (ask(new ControlRequest(["show", "tunnels"], Json: true)) is { } reply) return reply;
            if (waited >= StartPatience || askInit(InitCommands.AskGateway) is not { Output: InitCommands.GatewayStarts }) return null;
            Thread.Sleep(StartInterval);
        }
    }

    // Nothing that is wrong with the box may keep a person from logging in.
    private static T Try<T>(Func<T> read, T otherwise)
    {
        try
        {
            return read();
        }
        catch (Exception problem) when (problem is UserException or JsonException)
        {
            return otherwise;
        }
    }

    private ConsoleReply StorePassword(Secret password)
    {
        using (password) login.Store(password);
        failures.Clear();
        return ConsoleReply.Done();
    }

    // Whether the one who asks still is who came in is seen where it is written.
    private ConsoleReply ChangePassword(Secret password)
    {
        using (password) login.Change(password);
        return ConsoleReply.Done();
    }

    private ConsoleReply CheckPassword(Secret password)
    {
        using (password)
        {
            // Wrong ones on another console count here too.
            if (failures.Wait > TimeSpan.Zero)
                return ConsoleReply.Failed("wrong passwords were typed on another console, login, this one was not looked at") with { Wait = failures.Wait };
            failures.Count();
            return Match(password);
        }
    }

    private ConsoleReply Match(Secret password)
    {
        try
        {
            bool? matches = login.Matches(password);
            if (matches == false) return ConsoleReply.Failed() with { Wait = failures.BeginDelay() };
            failures.Clear();
            return matches == true ? ConsoleReply.Done() : ConsoleReply.Failed("there is no password any more, login, choose a new one") with { IsLoginGone = true };
        }
        catch (UserException problem)
        {
            return ConsoleReply.Failed(problem.Message) with { Wait = failures.BeginDelay() };
        }
    }

    private ConsoleReply AskGateway(IReadOnlyList<string> words)
    {
        var request = new ControlRequest(words);
        if ((ask(request) ?? askInit(request)) is not { } reply)
            return ConsoleReply.Failed($"no gateway is running, {string.Join(' ', words)}, start culvert run, or the service that you made of it");
        return Of(reply);
    }

    // Not by the gateway: a box whose gateway does not start is the one that somebody wants to restart.
    private ConsoleReply Reboot() => askInit(new ControlRequest(["reboot"])) is { } reply ? Of(reply) : ConsoleReply.Failed(InitCommands.NotOurs);

    private static ConsoleReply Of(ControlReply reply) =>
        Text(reply.Exit == ExitCode.Done, [reply.Output.TrimEnd('\n')], reply.Error.Length > 0 ? [reply.Error] : []);

    private ConsoleReply OfVerb(VerbResult result) => Plain(result) with { HasCandidate = verbs.HasCandidate };

    private static ConsoleReply Plain(VerbResult result) => Text(result.IsDone, result.Output, result.Errors);

    private ConsoleReply Import(ConsoleJob.Import import)
    {
        // Somebody else may have begun one since the prompt.
        verbs.ThrowIfCandidate("import");
        var file = new NamedText(PasteName, PersonsText.Decode(import.Pasted.Span, PasteName));
        ConfigDocuments before = store.Read();
        ImportResult result = ConfigImporter.Import([file], import.Options, before);
        IReadOnlyList<string> lines = ImportReport.ToLines(result);
        if (!result.IsUsable)
        {
            // What can be asked for is, once the file has no fault.
            IReadOnlyList<string> errors = [.. result.Problems.Select(problem => problem.ToString()), .. result.Missing.Where(missing => missing.Option is null).Select(missing => missing.ToString())];
            return Text(false, lines, [.. errors, "nothing was committed"]) with
            {
                Missing = result.Problems.Count == 0 ? result.Missing : [],
            };
        }

        if (result.Changes.Count == 0) return Text(true, lines, []);
        store.Commit(before, result.Documents);
        return Plain(verbs.Applied([.. lines, "committed"]));
    }

    private ConsoleReply Ping(ConsoleJob.Ping job, Action<string> say)
    {
        if (!IPAddress.TryParse(job.Address, out IPAddress? address)) return ConsoleReply.Failed($"'{job.Address}' is not an address, ping, give an IPv4 or IPv6 address");
        int answers = 0;
        for (int i = 0; i < Pings && !job.IsCancelled; i++)
        {
            if (i > 0) pinger.Rest(() => job.IsCancelled);
            if (job.IsCancelled) break;
            TimeSpan? took = pinger.Send(address);
            if (took is not null) answers++;
            say(took is { } time ? string.Create(CultureInfo.InvariantCulture, $"{address} answered after {time.TotalMilliseconds:0.0} ms\n") : $"{address} did not answer\n");
        }

        return answers > 0 || job.IsCancelled ? ConsoleReply.Done() : ConsoleReply.Failed($"no answer, {address}, see show tunnels, show interfaces and show routes");
    }

    private static ConsoleReply Text(bool isDone, IEnumerable<string> lines, IReadOnlyList<string> errors) =>
        new(isDone, string.Concat(lines.Where(line => line.Length > 0).Select(line => line + "\n")), errors);
}
