using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Culvert.Lab.Hosts;

/// <summary>QEMU's own protocol (QMP): commands, their answers, and what happens to the machine.</summary>
public sealed class MachineMonitor : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly StreamReader _reader;
    private readonly List<string> _events = [];

    internal MachineMonitor(string path)
    {
        _socket.Connect(new UnixDomainSocketEndPoint(path));
        _reader = new StreamReader(new NetworkStream(_socket));
        Read();
        Ask("qmp_capabilities");
    }

    /// <summary>Names of what happened to the machine so far: RESET, WATCHDOG, SHUTDOWN …</summary>
    public IReadOnlyList<string> Events
    {
        get
        {
            // An answer comes after everything that happened before the question.
            Ask("query-status");
            return [.. _events];
        }
    }

    /// <summary>Gives a command and returns its answer.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public JsonNode? Ask(string command, JsonObject? arguments = null)
    {
        var request = new JsonObject { ["execute"] = command };
        if (arguments is not null) request["arguments"] = arguments;
        _socket.Send(JsonSerializer.SerializeToUtf8Bytes(request));
        while (true)
        {
            JsonNode answer = Read();
            if (answer["error"] is { } error) throw new InvalidOperationException($"{command}: {error}");
            if (answer is JsonObject known && known.ContainsKey("return")) return answer["return"];
        }
    }

    /// <summary>How many writes the machine has handed to its disks so far.</summary>
    public long Writes() => Ask("query-blockstats")!.AsArray().Sum(disk => (long)disk!["stats"]!["wr_operations"]!);

    /// <summary>From now on the machine's card takes so many writes a second and no more.</summary>
    public void SlowDown(long writesPerSecond)
    {
        var limits = new JsonObject { ["device"] = BoxMachine.CardDrive, ["iops_wr"] = writesPerSecond };
        foreach (string other in (string[])["bps", "bps_rd", "bps_wr", "iops", "iops_rd"]) limits[other] = 0;
        Ask("block_set_io_throttle", limits);
    }

    /// <summary>The path of the only device of a type.</summary>
    public string FindDevice(string type)
    {
        const string place = "/machine/unattached";
        JsonArray devices = Ask("qom-list", new JsonObject { ["path"] = place })!.AsArray();
        return $"{place}/{devices.Single(device => (string?)device!["type"] == $"child<{type}>")!["name"]}";
    }

    public void Dispose()
    {
        _reader.Dispose();
        _socket.Dispose();
    }

    private JsonNode Read()
    {
        JsonNode said = JsonNode.Parse(_reader.ReadLine() ?? throw new InvalidOperationException("the emulator has gone"))!;
        if ((string?)said["event"] is { } happened) _events.Add(happened);
        return said;
    }
}
