using System.Globalization;
using Culvert.Control.Supervision;
using Culvert.Core;
using Culvert.Hal;
using Culvert.Hal.Processes;

namespace Culvert.Gateway.Supervision;

/// <summary>Carries out what the supervisor decides, and tells it which process ended and how.</summary>
internal sealed class ServiceProcesses(
    Supervisor supervisor, IChildProcesses children, IReadOnlyList<ServiceCommand> commands, string program, string notifyPath)
{
    private readonly Dictionary<int, string> _running = [];

    /// <summary>Readable when a process has ended.</summary>
    public IEnumerable<int> Descriptors => children.Descriptors;

    public void TakeExits(Instant now)
    {
        while (children.TryTakeExit(out ChildExit exit))
        {
            if (_running.Remove(exit.Process, out string? service))
                supervisor.HandleExit(now, service, new ServiceExit(exit.IsSignal, exit.Number).ToString());
        }
    }

    public void CarryOut(Instant now)
    {
        while (supervisor.TryTakeAction(out SupervisorAction? action))
        {
            switch (action)
            {
                case SupervisorAction.Start start:
                    Start(now, commands.First(command => command.Service.Name == start.Service));
                    break;
                case SupervisorAction.Terminate:
                    children.Terminate(ProcessOf(action.Service));
                    break;
                case SupervisorAction.Kill:
                    children.Kill(ProcessOf(action.Service));
                    break;
            }
        }
    }

    private void Start(Instant now, ServiceCommand command)
    {
        // Only who ticks may speak to the listener: a console's word must not stand for the gateway's.
        var environment = new Dictionary<string, string?>
        {
            [NotifyMessages.SocketVariable] = command.Service.Ticks ? notifyPath : null,
            [OwnSupervisor.Variable] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
        };
        try
        {
            _running.Add(children.Start(command.Program ?? program, command.Arguments(), environment), command.Service.Name);
        }
        catch (KernelException problem)
        {
            supervisor.HandleExit(now, command.Service.Name, $"does not start: {problem.Message}");
        }
    }

    private int ProcessOf(string service) => _running.First(process => process.Value == service).Key;
}
