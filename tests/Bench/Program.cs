using Culvert.Bench.Boot;
using Culvert.Bench.Crypto;
using Culvert.Bench.Instructions;
using Culvert.Bench.Packets;

return args switch
{
    ["boot"] => BootBench.Run(args),
    ["crypto"] => CryptoBench.Run(),
    ["arm64"] => InstructionBench.Run(args),
    _ => PacketBench.Run(args),
};
