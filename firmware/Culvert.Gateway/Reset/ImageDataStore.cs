using Culvert.Gateway.Boot;
using Culvert.Gateway.ControlSocket;
using Culvert.Hal;

namespace Culvert.Gateway.Reset;

/// <summary>
/// The data partition of the image, for those who have files open on it: <c>culvert init</c> puts the marker, and the wipe is
/// done by the next start, before anything is mounted.
/// </summary>
/// <param name="askInit">Null when it does not answer.</param>
internal sealed class ImageDataStore(Func<ControlRequest, ControlReply?> askInit) : IDataStore
{
    // Two orderly goodbyes and more: whoever still lives then was not ended.
    private static readonly TimeSpan RestartPatience = TimeSpan.FromMinutes(1);

    public string Name => ImageLayout.Data;

    // Who runs was started after the wipe.
    public bool IsWipePending => false;

    public bool HasLeftover => false;

    public void ClearLeftover()
    {
        // There is none: the marker has its own place on the disk.
    }

    public void MarkForWipe() => Ask("reset", "mark");

    /// <summary>Orders the restart that wipes, and does not return: we are ended by it.</summary>
    public void Wipe(Action onProgress)
    {
        Ask("reboot");
        Thread.Sleep(RestartPatience);
        throw new IOException("the box did not restart");
    }

    private void Ask(params string[] words)
    {
        try
        {
            ControlReply reply = askInit(new ControlRequest(words)) ?? throw new IOException("culvert init does not answer");
            if (reply.Exit != ExitCode.Done) throw new IOException(reply.Error);
        }
        catch (UserException problem)
        {
            throw new IOException(problem.Message);
        }
    }
}
