using System.Diagnostics;
using System.Globalization;
using Culvert.Crypto;
using Culvert.Crypto.Packet;
using Culvert.Workloads;

namespace Culvert.Instructions;

/// <summary>Work, timed by a clock that an instruction takes on by a nanosecond.</summary>
internal static class Trial
{
    // OpenSSL's own variable: which instructions it may use.
    private const string Restriction = "OPENSSL_armcap";

    private const int WarmUps = 4, Turns = 16;
    private static readonly int[] Lengths = [64, 1400];

    public static void RunAll()
    {
        // What OpenSSL is told not to use, this processor does not have.
        bool isRestricted = Environment.GetEnvironmentVariable(Restriction) is not null;
        AeadProvider[] providers = AeadProvider.Processor is { } processor && !isRestricted ? [AeadProvider.LibCrypto, processor] : [AeadProvider.LibCrypto];
        foreach (EspProposal suite in WorkSuites.All)
        {
            foreach (AeadProvider provider in providers)
            {
                if (provider == AeadProvider.LibCrypto || provider.Offers(suite.Encryption)) Run(suite, provider);
            }
        }

        // What sending and receiving take besides.
        var tcp = new TcpWork();
        Say("segmentation", "", 1400, "seal", Measure(tcp.Segment, () => { }, TcpWork.Segments));
        Say("coalescing", "", 1400, "open", Measure(tcp.Coalesce, () => { }, TcpWork.Segments));
    }

    private static void Run(EspProposal suite, AeadProvider provider)
    {
        foreach (int length in Lengths)
        {
            using var work = new EspWork(suite, provider, length);
            Say($"{suite}", provider.Name, length, "seal", Measure(work.Seal, work.Open, EspWork.Batch));
            work.Seal();
            Say($"{suite}", provider.Name, length, "open", Measure(work.Open, work.Seal, EspWork.Batch));
        }
    }

    /// <returns>Instructions for one packet; those of what lies between are not counted.</returns>
    private static double Measure(Action work, Action between, int packets)
    {
        long ticks = 0;
        for (int turn = -WarmUps; turn < Turns; turn++)
        {
            long start = Stopwatch.GetTimestamp();
            work();
            if (turn >= 0) ticks += Stopwatch.GetTimestamp() - start;
            between();
        }

        return TimeSpan.FromTicks(1).TotalNanoseconds * ticks * TimeSpan.TicksPerSecond / Stopwatch.Frequency / Turns / packets;
    }

    private static void Say(string what, string by, int length, string step, double instructions) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"SAY {what}|{by}|{length}|{step}|{instructions:0}"));
}
