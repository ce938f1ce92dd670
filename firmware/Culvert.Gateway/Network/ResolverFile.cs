using System.Net;
using System.Text;
using Culvert.Gateway.Logging;
using Culvert.Hal;

namespace Culvert.Gateway.Network;

/// <summary>The name servers of the box's own look-ups: written in the image alone, any other machine has its own.</summary>
internal sealed class ResolverFile(IDurableStorage storage, bool isImage, Log log)
{
    /// <summary>Where the image's /etc/resolv.conf leads.</summary>
    public const string Path = "/run/resolv.conf";

    // What a former process left in the file is not known.
    private IReadOnlyList<IPAddress>? _servers;

    /// <summary>Takes name servers, best first. None: whom another configuration or another network named is not asked any more.</summary>
    public void Apply(IReadOnlyList<IPAddress> servers)
    {
        if (_servers?.SequenceEqual(servers) == true) return;
        _servers = servers;
        string names = string.Join(", ", servers.Select(server => server.ToString()).DefaultIfEmpty("none"));
        if (!isImage)
        {
            if (servers.Count > 0) log.Info("network", $"name servers {names}: this machine's own are left alone");
            return;
        }

        try
        {
            storage.Publish(Path, Encoding.ASCII.GetBytes(string.Concat(servers.Select(server => $"nameserver {server}\n"))));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            log.Warning("network", $"name servers {names} cannot be written, {Path}, {problem.Message}");
        }
    }
}
