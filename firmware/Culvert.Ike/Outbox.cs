
namespace Culvert.Ike;

/// <summary>What the endpoint wants done, until its owner takes it.</summary>
internal sealed class Outbox
{
    public Queue<IkeEvent> Events { get; } = new();

    public Queue<Datagram> Datagrams { get; } = new();

    public Queue<IkeJob> Jobs { get; } = new();

    public void Notice(string tunnel, NoticeLevel level, string text) => Events.Enqueue(new IkeEvent.Notice(tunnel, level, text));
}
