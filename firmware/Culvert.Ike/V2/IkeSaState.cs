namespace Culvert.Ike.V2;

internal enum IkeSaState
{
    /// <summary>We initiate and are not yet authenticated.</summary>
    Connecting,

    /// <summary>The peer initiates and is not yet authenticated.</summary>
    HalfOpen,

    Established,

    /// <summary>A rekeyed one took its place and its children; only its DELETE is missing.</summary>
    Rekeyed,

    /// <summary>Our DELETE is on its way.</summary>
    Deleting,

    /// <summary>The peer has begun anew and says that it has no other. Should it still delete this one, it gets its answer.</summary>
    Superseded,

    /// <summary>Over. Remembered for a while, to answer retransmissions of the last request.</summary>
    Closed,
}
