using Culvert.Core;
using Culvert.Ike.Wire;

namespace Culvert.Ike.V2.Tasks;

/// <summary>One exchange that the peer starts: <see cref="Process"/> the request, <see cref="Build"/> the answer.</summary>
internal abstract class ResponderTask(IkeSa sa) : ExchangeTask(sa)
{
    public abstract TaskResult Process(Instant now, IncomingMessage request);

    public abstract IReadOnlyList<Payload> Build(Instant now);

    /// <summary>The answer is on its way, in these bytes.</summary>
    public virtual void HandleSent(Instant now, byte[] answer)
    {
    }

    /// <summary>INVALID_SYNTAX ends the IKE SA at both ends (RFC 7296 section 2.21.3).</summary>
    protected void CloseUnreadable(Instant now) =>
        Sa.Close(now, IkeFailure.Protocol, $"peer {Sa.Remote.Address} sent a request that cannot be read", keepReceiving: false);
}
