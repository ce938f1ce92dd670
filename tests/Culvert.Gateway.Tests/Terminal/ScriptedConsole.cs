using System.Net;
using Culvert.Console.Session;
using Culvert.Gateway.Configuration;
using Culvert.Gateway.ControlSocket;
using Culvert.Gateway.Reset;
using Culvert.Gateway.Supervision;
using Culvert.Gateway.Terminal;
using Culvert.Gateway.Tests.Packets;
using Culvert.Hal.Simulated;
using Culvert.Testing;

namespace Culvert.Gateway.Tests.Terminal;

/// <summary>The console as the process puts it together, on a simulated disk and beside a gateway that only answers.</summary>
internal sealed class ScriptedConsole
{
    public const string Directory = "/etc/culvert";

    private const string Control = "/run/culvert.sock";

    private readonly TestClock _clock = new();
    private ConsoleSession _session = new(endsWithLogout: false);
    private ConsoleWorker _worker;

    public ScriptedConsole()
    {
        Storage.CreateDirectory("/run");
        _worker = NewWorker();
    }

    /// <summary>The console's process was ended, and another one is started.</summary>
    public byte[] Restart()
    {
        _session = new ConsoleSession(endsWithLogout: false);
        _worker = NewWorker();
        return Start();
    }

    public SimulatedStorage Storage { get; } = new();

    public bool HasGateway { get; set; }

    /// <summary>culvert init answers; whether the machine is its own.</summary>
    public bool? IsInitFirst { get; set; }

    public List<ControlRequest> Asked { get; } = [];

    /// <summary>The jobs that were done.</summary>
    public List<ConsoleJob> Jobs { get; } = [];

    public byte[] Start()
    {
        _session.Start(_clock.Now);
        return Settle();
    }

    public byte[] Type(byte[] octets)
    {
        _session.Handle(_clock.Now, octets);
        return Settle();
    }

    public byte[] Pass(TimeSpan time)
    {
        _clock.Now += time;
        _session.HandleTimeout(_clock.Now);
        return Settle();
    }

    /// <summary>A factory reset that is none of the console's.</summary>
    public void Erase()
    {
        using DataWipe wipe = DataWipe.OfDirectory(Storage, Directory);
        if ((wipe.Mark() ?? wipe.Wipe()) is { } problem) throw new InvalidOperationException(problem);
    }

    private ConsoleWorker NewWorker()
    {
        var store = new ConfigStore(Storage, Directory);
        var verbs = new ConfigVerbs(Storage, store, Ask);
        var failures = new LoginFailuresFile(Storage, LoginFailuresFile.PathFor(Control), _clock);
        return new ConsoleWorker(
            store, verbs, new ResetOrder(() => DataWipe.OfDirectory(Storage, Directory), Directory, Ask), new LoginFile(Storage, new SeededEntropy(7), store), failures, new Pinger(), Ask, AskInit);
    }

    private byte[] Settle()
    {
        List<byte> shown = [];
        while (true)
        {
            if (_session.TryTakeOutput(_clock.Now, out byte[]? octets))
            {
                shown.AddRange(octets);
            }
            else if (_session.TryTakeJob(out ConsoleJob? job))
            {
                Jobs.Add(job);
                _session.HandleJobDone(_clock.Now, job, _worker.Run(job, text => _session.HandleJobOutput(job, text)));
            }
            else
            {
                return [.. shown];
            }
        }
    }

    private ControlReply? AskInit(ControlRequest request) => IsInitFirst switch
    {
        null => null,
        false => ControlReply.Failed(InitCommands.NotOurs),
        true when request.Words is not ["reboot"] => ControlReply.Failed($"no gateway is running, {string.Join(' ', request.Words)}, see the log of culvert init"),
        true => ControlReply.Done("the tunnels are taken down, then the box restarts\n"),
    };

    private ControlReply? Ask(ControlRequest request)
    {
        if (!HasGateway) return null;
        Asked.Add(request);
        return request switch
        {
            { Words: ["show", "tunnels"], Json: true } => ControlReply.Done("""[{"name": "Tunnel1", "state": "up"}, {"name": "Tunnel2", "state": "connecting"}]"""),
            { Words: ["show", ..] } => ControlReply.Done($"{string.Join(' ', request.Words)} of the gateway\n"),
            { Words: ["tunnel", _, "Tunnel1"] } or { Words: ["reload"] } => ControlReply.Done(),
            // Another gateway's: this console's directory is reset without one.
            { Words: ["directory"] } => ControlReply.Done("/elsewhere\n"),
            { Words: ["tunnel", _, var name] } => ControlReply.Failed($"no such tunnel, {name}, see show tunnels"),
            _ => ControlReply.Failed($"the gateway does not know this, {string.Join(' ', request.Words)}, use the same version of culvert for both"),
        };
    }

    private sealed class Pinger : IPinger
    {
        public TimeSpan? Send(IPAddress address) => address.ToString() == "10.50.0.1" ? TimeSpan.FromMilliseconds(12.3) : null;

        public void Rest(Func<bool> isOver)
        {
        }
    }
}
