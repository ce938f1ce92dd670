using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Culvert.Lab.Hosts;

/// <summary>A machine of the laboratory: a network namespace, a scratch directory, the processes started on it.</summary>
public sealed class Host : IDisposable
{
    private readonly List<LabProcess> _processes = [];
    private readonly Lock _gate = new();

    internal Host(string name, string prefix)
    {
        Name = name;
        Namespace = prefix + name;
        Directory = $"/run/lab/{Namespace}";
        System.IO.Directory.CreateDirectory(Directory);
        Execute("ip", ["netns", "add", Namespace]).OrThrow();
        Run("ip", "link", "set", "lo", "up");
    }

    /// <summary>What the topology calls it: box, branch, aws1 …</summary>
    public string Name { get; }

    /// <summary>The name for `ip netns exec`.</summary>
    public string Namespace { get; }

    /// <summary>Scratch space of this host; gone with the laboratory.</summary>
    public string Directory { get; }

    /// <summary>Runs a command to its end; it must succeed.</summary>
    /// <exception cref="CommandFailedException">It did not.</exception>
    public CommandResult Run(string program, params IReadOnlyList<string> arguments) => Try(program, arguments).OrThrow();

    /// <summary>Runs a command to its end, however it ends.</summary>
    public CommandResult Try(string program, params IReadOnlyList<string> arguments) => Execute("ip", InNamespace(program, arguments));

    /// <summary>Starts a program that goes on; it ends with the host at the latest.</summary>
    public LabProcess Start(string program, params IReadOnlyList<string> arguments) => Start(null, program, arguments);

    /// <summary>As <see cref="Start(string, IReadOnlyList{string})"/>; every line of output is also handed on, from another thread.</summary>
    public LabProcess Start(Action<string>? onLine, string program, params IReadOnlyList<string> arguments)
    {
        var process = new LabProcess(new ProcessStartInfo("ip", InNamespace(program, arguments)), onLine);
        lock (_gate) _processes.Add(process);
        return process;
    }

    /// <summary>Runs code of this very process on a thread whose network is this host's: the sockets it opens stay there.</summary>
    public T Within<T>(Func<T> action)
    {
        T? result = default;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                Native.EnterNetwork($"/run/netns/{Namespace}");
                result = action();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result!;
    }

    /// <summary>Sets a network sysctl, named by dots or slashes below net.</summary>
    public void SetSysctl(string name, string value) => Within(() =>
    {
        File.WriteAllText($"/proc/sys/net/{name.Replace('.', '/')}", value);
        return true;
    });

    /// <summary>Loads nftables rules in this host.</summary>
    public void LoadRules(string rules)
    {
        string file = Path.Combine(Directory, "rules.nft");
        File.WriteAllText(file, rules);
        Run("nft", "-f", file);
    }

    public void AddAddress(string device, string address) =>
        Run("ip", ["address", "add", address, "dev", device, .. address.Contains(':') ? ["nodad"] : Array.Empty<string>()]);

    public void AddRoute(params IReadOnlyList<string> words) => Run("ip", ["route", "replace", .. words]);

    /// <summary>Forwards packets, as routers do. A gateway under test is left to see to that itself.</summary>
    public void Forward()
    {
        SetSysctl("ipv4.ip_forward", "1");
        SetSysctl("ipv6.conf.all.forwarding", "1");
    }

    public void Dispose()
    {
        foreach (LabProcess process in _processes) process.Dispose();
        Execute("ip", ["netns", "delete", Namespace]);
    }

    public override string ToString() => Name;

    private IReadOnlyList<string> InNamespace(string program, IReadOnlyList<string> arguments) =>
        ["netns", "exec", Namespace, program, .. arguments];

    private static CommandResult Execute(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CommandResult($"{program} {string.Join(' ', arguments)}", process.ExitCode, output, error.Result);
    }
}
