using System.Security.Cryptography;
using Culvert.Lab.Hosts;
using Culvert.Lab.Probes;

namespace Culvert.Interop.Tests;

/// <summary>A body from one host to another, compared by its digest.</summary>
internal static class Transfer
{
    public static void Check(Host server, string address, Host client, int length)
    {
        byte[] body = new byte[length];
        new Random(length).NextBytes(body);
        string hash = Convert.ToHexStringLower(SHA256.HashData(body));
        using var listener = new HttpFileServer(server, address, body);
        string host = address.Contains(':') ? $"[{address}]" : address;
        CommandResult got = client.Run("sh", "-c", $"curl --globoff --silent --show-error --fail --max-time 300 http://{host}/ | sha256sum");
        Assert.True(hash == got.Output.Split(' ')[0], $"{got.Output} {got.Error}");
    }
}
