using System.Security.Cryptography;
using System.Text;
using Culvert.Console.Session;
using Culvert.Gateway.Loop;
using Culvert.Gateway.Terminal;
using Culvert.Hal.Linux;
using Culvert.Hal.Linux.Serial;
using Culvert.Testing;

namespace Culvert.Gateway.Tests.Terminal;

/// <summary>The loop on a pseudo-terminal: what the kernel's line discipline and buffers do is part of it.</summary>
public sealed class ConsoleLoopTests
{
    private const int PasteLength = 64 * 1024;
    private const int OctetsPerMillisecond = 64;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public void A_paste_of_64_KiB_at_the_pace_of_a_line_loses_no_octet()
    {
        using var console = new Running();
        console.LogIn();
        byte[] paste = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, PasteLength / 16).Select(i => $"line number{i:d4}\r")));
        Assert.Equal(PasteLength, paste.Length);
        console.Send("import\r"u8);
        console.Expect("Nothing of it is shown.");
        console.Send(paste);
        console.Send([0x04]);
        console.Expect("imported");
        byte[] expected = [.. paste.Select(octet => octet == (byte)'\r' ? (byte)'\n' : octet)];
        Assert.Equal(expected.Length, console.Imported.Length);
        Assert.Equal(SHA256.HashData(expected), SHA256.HashData(console.Imported.Span));
    }

    [Fact]
    public void A_slow_reader_gets_all_of_a_long_answer()
    {
        using var console = new Running();
        console.LogIn();
        console.Send("show config\r"u8);
        console.Expect("line 19999\r\n");
        Assert.Equal(20_000, console.Shown.Split("\r\n").Count(line => line.StartsWith("line ", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_session_ends_when_the_terminal_hangs_up()
    {
        var console = new Running();
        console.LogIn();
        console.Dispose();
        Assert.False(console.IsThere);
    }

    private sealed class Running : IDisposable
    {
        private readonly PseudoTerminal _terminal = new();
        private readonly Thread _thread;
        private readonly StringBuilder _shown = new();
        private bool _isThere = true;
        private bool _isDisposed;

        public Running()
        {
            using var started = new ManualResetEventSlim();
            _thread = new Thread(() => Run(started)) { IsBackground = true };
            _thread.Start();
            Assert.True(started.Wait(Limit));
        }

        public ReadOnlyMemory<byte> Imported { get; private set; }

        public string Shown => _shown.ToString();

        public bool IsThere => _isThere;

        public void LogIn()
        {
            Expect("password: ");
            Send("anything\r"u8);
            Expect("> ");
        }

        /// <summary>As a line would: some octets a millisecond, and nothing is kept back when the other end does not read.</summary>
        public void Send(ReadOnlySpan<byte> octets)
        {
            while (!octets.IsEmpty)
            {
                ReadOnlySpan<byte> piece = octets[..Math.Min(OctetsPerMillisecond, octets.Length)];
                Assert.Equal(piece.Length, _terminal.Send(piece));
                octets = octets[piece.Length..];
                Receive();
                Thread.Sleep(1);
            }
        }

        public void Expect(string text)
        {
            DateTime until = DateTime.UtcNow + Limit;
            while (!Shown.Contains(text, StringComparison.Ordinal))
            {
                Assert.True(DateTime.UtcNow < until, $"'{text}' did not appear:\n{Shown[Math.Max(0, Shown.Length - 500)..]}");
                Receive();
                Thread.Sleep(1);
            }
        }

        public void Dispose()
        {
            if (_isDisposed) return;
            _isDisposed = true;
            _terminal.Dispose();
            Assert.True(_thread.Join(Limit));
        }

        private void Receive()
        {
            Span<byte> octets = stackalloc byte[256];
            int count = _terminal.Receive(octets);
            _shown.Append(Encoding.UTF8.GetString(octets[..count]));
        }

        private void Run(ManualResetEventSlim started)
        {
            using var port = new LinuxSerialPort(_terminal.Path, 115200);
            port.Open();
            using var arrived = new LinuxWakeSignal();
            using var signalled = new LinuxWakeSignal();
            using var signals = new Signals(signalled);
            using var jobs = new ConsoleJobs(Do, arrived);
            started.Set();
            _isThere = new ConsoleLoop(new ConsoleSession(endsWithLogout: false), port, jobs, signals, new LinuxClock()).Run();
        }

        private ConsoleReply Do(ConsoleJob job, Action<string> say)
        {
            switch (job)
            {
                case ConsoleJob.Greet:
                    return ConsoleReply.Done("Culvert") with { HasPassword = true };
                case ConsoleJob.Import import:
                    Imported = import.Pasted;
                    return ConsoleReply.Done("imported");
                case ConsoleJob.ShowConfig:
                    return ConsoleReply.Done(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"line {i}\n")));
                default:
                    return ConsoleReply.Done();
            }
        }
    }
}
