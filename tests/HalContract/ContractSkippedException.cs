namespace Culvert.HalContract;

/// <summary>The rig cannot do what the check needs; the message says what. Whoever runs checks reports it: it is no pass.</summary>
public sealed class ContractSkippedException : Exception
{
    public ContractSkippedException()
    {
    }

    public ContractSkippedException(string message)
        : base(message)
    {
    }

    public ContractSkippedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
