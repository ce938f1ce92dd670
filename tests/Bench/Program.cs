using Culvert.Bench.Boot;
using Culvert.Bench.Crypto;
using Culvert.Bench.Packets;

return args switch
{
    ["boot"] => BootBench.Run(args),
    ["crypto"] => CryptoBench.Run(),
    _ => PacketBench.Run(args),
};
