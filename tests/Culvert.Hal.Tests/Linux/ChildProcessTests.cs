using System.Diagnostics;
using Culvert.Hal.Linux;
using Culvert.Hal.Linux.Processes;
using Culvert.Hal.Processes;

namespace Culvert.Hal.Tests.Linux;

public sealed class ChildProcessTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly LinuxChildProcesses _children = new();

    [Theory]
    [InlineData("exit 0", false, 0)]
    [InlineData("exit 70", false, 70)]
    [InlineData("exit 255", false, 255)]
    [InlineData("kill -SEGV $$", true, 11)]
    public void The_end_is_told_as_it_was(string script, bool isSignal, int number)
    {
        int child = Shell(script);
        Assert.Equal(new ChildExit(child, isSignal, number), WaitForExit());
        Assert.False(_children.TryTakeExit(out _));
    }

    [Fact]
    public void A_descriptor_tells_of_the_end_and_goes_with_it()
    {
        int child = Shell("exec sleep 30");
        var poll = new PollSet();
        int ended = poll.Add(Assert.Single(_children.Descriptors));
        poll.Wait(TimeSpan.FromMilliseconds(50));
        Assert.False(poll.IsReadable(ended));
        _children.Kill(child);
        poll.Wait(Limit);
        Assert.True(poll.IsReadable(ended));
        Assert.True(_children.TryTakeExit(out _));
        Assert.Empty(_children.Descriptors);
    }

    [Fact]
    public unsafe void A_child_whose_end_somebody_else_has_taken_is_not_waited_for_for_ever()
    {
        int child = Shell("exit 7");
        int status;
        Assert.Equal(child, Libc.WaitPid(child, &status, 0));
        Assert.Equal(new ChildExit(child, IsSignal: false, -1), WaitForExit());
    }

    [Fact]
    public void A_child_is_asked_to_end_and_made_to_end()
    {
        string folder = Directory.CreateTempSubdirectory("culvert-test-").FullName;
        int deaf = Shell($"trap '' TERM; : >{folder}/deaf; while :; do sleep 0.05; done");
        int polite = Shell($"trap 'exit 3' TERM; : >{folder}/polite; while :; do sleep 0.05; done");
        Assert.True(SpinWait.SpinUntil(() => Directory.GetFiles(folder).Length == 2, Limit), "a shell does not begin");
        Directory.Delete(folder, recursive: true);
        _children.Terminate(deaf);
        _children.Terminate(polite);
        Assert.Equal(new ChildExit(polite, IsSignal: false, 3), WaitForExit());
        _children.Kill(deaf);
        Assert.Equal(new ChildExit(deaf, IsSignal: true, 9), WaitForExit());
    }

    [Fact]
    public void A_number_that_is_no_child_of_ours_gets_no_signal()
    {
        int child = Shell("exit 0");
        WaitForExit();
        _children.Kill(child);
        using Process stranger = Process.Start("sleep", "30");
        _children.Kill(stranger.Id);
        Assert.False(stranger.WaitForExit(TimeSpan.FromMilliseconds(200)));
        stranger.Kill();
    }

    [Fact]
    public void The_environment_is_ours_with_changes()
    {
        Environment.SetEnvironmentVariable("CULVERT_TEST_KEPT", "kept");
        Environment.SetEnvironmentVariable("CULVERT_TEST_GONE", "here");
        var changes = new Dictionary<string, string?> { ["CULVERT_TEST_ADDED"] = "a b", ["CULVERT_TEST_GONE"] = null };
        _children.Start("/bin/sh", ["-c", "[ \"$CULVERT_TEST_KEPT/$CULVERT_TEST_ADDED/${CULVERT_TEST_GONE-none}\" = 'kept/a b/none' ]"], changes);
        Assert.Equal(0, WaitForExit().Number);
    }

    [Fact]
    public void What_cannot_be_started_is_said()
    {
        KernelException problem = Assert.Throws<KernelException>(() => _children.Start("/no/such/program", [], new Dictionary<string, string?>()));
        Assert.Contains("/no/such/program", problem.Message, StringComparison.Ordinal);
    }

    // In a process namespace of its own the same test is the first process, whose children the runtime buries once it listens.
    [Fact]
    public void The_first_process_learns_how_its_children_ended_whatever_the_runtime_listens_for()
    {
        if (Environment.ProcessId != 1)
        {
            AssertPassesAsFirstProcess(nameof(The_first_process_learns_how_its_children_ended_whatever_the_runtime_listens_for));
            return;
        }

        using (Process listener = Process.Start("/bin/true")) listener.WaitForExit();
        for (int i = 0; i < 10; i++)
        {
            int child = Shell("sleep 0.01; exit 7");
            // The runtime hears of the end before anybody asks.
            Thread.Sleep(50);
            Assert.Equal(new ChildExit(child, IsSignal: false, 7), WaitForExit());
        }
    }

    private static void AssertPassesAsFirstProcess(string test)
    {
        var start = new ProcessStartInfo("unshare") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] program = Path.GetFileName(Environment.ProcessPath) == "dotnet" ? [Environment.ProcessPath!, typeof(ChildProcessTests).Assembly.Location] : [Environment.ProcessPath!];
        foreach (string word in (string[])["--user", "--map-root-user", "--pid", "--fork", "--mount-proc", .. program, "-noColor", "-noLogo", "-method", $"*.{test}"]) start.ArgumentList.Add(word);
        using Process inner = Process.Start(start)!;
        Task<string> errors = inner.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string said = inner.StandardOutput.ReadToEnd();
        inner.WaitForExit();
        if (errors.Result.Contains("unshare failed", StringComparison.Ordinal)) Assert.Skip(errors.Result);
        Assert.True(inner.ExitCode == 0, said + errors.Result);
        Assert.Contains("Total: 1", said, StringComparison.Ordinal);
    }

    private int Shell(string script) => _children.Start("/bin/sh", ["-c", script], new Dictionary<string, string?>());

    private ChildExit WaitForExit()
    {
        long start = Stopwatch.GetTimestamp();
        ChildExit exit;
        while (!_children.TryTakeExit(out exit))
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Limit, "no child has ended");
            Thread.Sleep(5);
        }

        return exit;
    }
}
