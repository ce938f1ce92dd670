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

    /// <summary>Where its commands run, and its files lie; gone with the laboratory.</summary>
    public string Directory { get; }

    /// <summary>Runs a command to its end; it must succeed.</summary>
    /// <exception cref="CommandFailedException">It did not.</exception>
    public CommandResult Run(string program, params IReadOnlyList<string> arguments) => Try(program, arguments).OrThrow();

    /// <summary>Runs a command to its end, however it ends.</summary>
    public CommandResult Try(string program, params IReadOnlyList<string> arguments) =>
        Execute("ip", InNamespace(program, arguments)) with { CommandLine = CommandLine.Of(program, arguments) };

    /// <summary>Starts a program that goes on; it ends with the host at the latest.</summary>
    public LabProcess Start(string program, params IReadOnlyList<string> arguments)
    {
        var process = new LabProcess(StartInfo("ip", InNamespace(program, arguments)), CommandLine.Of(program, arguments));
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

    private ProcessStartInfo StartInfo(string program, IReadOnlyList<string> arguments) => new(program, arguments)
    {
        WorkingDirectory = Directory,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        RedirectStandardInput = true,
    };

    private CommandResult Execute(string program, IReadOnlyList<string> arguments)
    {
        using Process process = Process.Start(StartInfo(program, arguments))!;
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CommandResult(CommandLine.Of(program, arguments), process.ExitCode, output, error.Result);
    }
}
