using Culvert.Crypto;
using Culvert.Crypto.SelfTest;
using Culvert.Gateway.Logging;

namespace Culvert.Gateway.Tests;

public sealed class StartupCheckTests
{
    [Fact]
    public void Nothing_is_said_when_every_algorithm_is_right() => StartupCheck.Algorithms(AlgorithmImplementations.Platform);

    [Fact]
    public void A_gateway_with_a_wrong_algorithm_does_not_start_and_says_which()
    {
        var options = new GatewayOptions("/nonexistent", "lab", "/nonexistent/control.sock", LogLevel.Info)
        {
            Algorithms = AlgorithmImplementations.Platform with { CreatePrf = (_, key) => new Prf(PrfAlgorithm.HmacSha1, key.Span) },
        };
        UserException refusal = Assert.Throws<UserException>(() => GatewayHost.Run(options, TextWriter.Null));
        Assert.Equal(
            "the self-test of prfsha256 failed, cryptography on this machine, install OpenSSL 3 again (Debian: libssl3); if that changes nothing, its processor is broken",
            refusal.Message);
    }
}
