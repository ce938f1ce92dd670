using Culvert.Gateway.Boot;
using Culvert.Gateway.Logging;
using Culvert.Gateway.Tests.Logging;

namespace Culvert.Gateway.Tests.Boot;

public sealed class CardWriterTests : IDisposable
{
    private readonly WholeText _text = new();
    private readonly Queue<Action> _begun = new();

    [Fact]
    public void One_thing_at_a_time_and_the_next_when_it_is_done()
    {
        using Log log = NewLog();
        var card = new CardWriter(_begun.Enqueue, log);
        int done = 0;
        Assert.True(card.TryBegin(() => done++));
        Assert.False(card.TryBegin(() => done++));
        _begun.Dequeue()();
        Assert.True(card.TryBegin(() => done++));
        _begun.Dequeue()();
        Assert.Equal(2, done);
    }

    [Fact]
    public void A_card_that_refuses_is_said_and_asked_again()
    {
        using Log log = NewLog();
        var card = new CardWriter(_begun.Enqueue, log);
        Assert.True(card.TryBegin(() => throw new IOException("write-protected")));
        _begun.Dequeue()();
        Assert.True(card.TryBegin(() => { }));
        Assert.Contains("write-protected", _text.Of(log), StringComparison.Ordinal);
    }

    public void Dispose() => _text.Dispose();

    private Log NewLog() => new(_text, LogLevel.Info, TimeProvider.System);
}
