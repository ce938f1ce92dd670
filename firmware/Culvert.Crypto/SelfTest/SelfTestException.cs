namespace Culvert.Crypto.SelfTest;

/// <summary>An algorithm gave a wrong known answer, or none: the library or the processor is broken, and nothing may be entrusted to it.</summary>
/// <param name="algorithm">Its canonical name: "modp2048".</param>
public sealed class SelfTestException(string algorithm) : Exception($"the self-test of {algorithm} failed")
{
    /// <summary>Its canonical name: "modp2048".</summary>
    public string Algorithm { get; } = algorithm;
}
