using System.Net;

namespace Culvert.Gateway.Terminal;

/// <summary>Sends an echo request and waits for its answer.</summary>
internal interface IPinger
{
    /// <returns>Null: no answer in a second.</returns>
    /// <exception cref="UserException">It cannot be sent.</exception>
    TimeSpan? Send(IPAddress address);

    /// <summary>Lets time pass between two requests.</summary>
    /// <param name="isOver">Asked often; ends the wait.</param>
    void Rest(Func<bool> isOver);
}
