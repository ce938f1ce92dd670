using System.Buffers.Binary;
using System.Text;
using Culvert.Images.Disk;

namespace Culvert.Images.Tests.Disk;

public sealed class FatVolumeTests
{
    public static TheoryData<uint> Sizes => [32768, 98304];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Files_are_found_by_walking_the_table(uint sectors)
    {
        (string Name, byte[] Content)[] files = [("culvert.itb", Noise(5000)), ("empty", []), ("U-BOOT.BIN", Noise(512)), ("manifest", Noise(1025))];
        Dictionary<string, byte[]> read = Read(FatVolume.Write(new Partition(0x0E, 2048, sectors), "SLOT_A", 1, files));
        Assert.Equal(files.Length, read.Count);
        Assert.All(files, file => Assert.Equal(file.Content, read[file.Name]));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void It_is_FAT16_by_its_number_of_clusters(uint sectors)
    {
        byte[] volume = FatVolume.Write(new Partition(0x0E, 2048, sectors), "BOOT", 1, []);
        long data = sectors - (Word(volume, 14) + 2 * Word(volume, 22) + Word(volume, 17) / 16);
        long clusters = data / volume[13];
        Assert.InRange(clusters, 4085, 65524);
        Assert.True((clusters + 2) * 2 <= Word(volume, 22) * 512, "the table has no room for every cluster");
        Assert.Equal(sectors, Word(volume, 19) + BinaryPrimitives.ReadUInt32LittleEndian(volume.AsSpan(32)));
    }

    [Fact]
    public void Both_tables_are_the_same()
    {
        byte[] volume = FatVolume.Write(new Partition(0x0E, 2048, 32768), "BOOT", 1, [("a", Noise(3000))]);
        int at = Word(volume, 14) * 512;
        int size = Word(volume, 22) * 512;
        Assert.Equal(volume[at..(at + size)], volume[(at + size)..(at + 2 * size)]);
    }

    [Theory]
    [InlineData("bcm2711-rpi-4-b.dtb")]
    [InlineData("a.html")]
    [InlineData(".x")]
    public void A_name_that_is_too_long_ends_the_build(string name)
    {
        Assert.Throws<ImageException>(() => FatVolume.Write(DiskLayout.Boot, "BOOT", 1, [(name, [])]));
    }

    [Fact]
    public void What_does_not_fit_ends_the_build()
    {
        var fault = Assert.Throws<ImageException>(() => FatVolume.Write(DiskLayout.Boot, "BOOT", 1, [("a", new byte[16 * 1024 * 1024])]));
        Assert.StartsWith("BOOT has room for ", fault.Message, StringComparison.Ordinal);
    }

    private static byte[] Noise(int length)
    {
        byte[] noise = new byte[length];
        new Random(length).NextBytes(noise);
        return noise;
    }

    // Reads a volume as any system does, by its boot sector alone.
    private static Dictionary<string, byte[]> Read(byte[] volume)
    {
        int table = Word(volume, 14) * 512;
        int root = table + 2 * Word(volume, 22) * 512;
        int data = root + Word(volume, 17) * 32;
        int clusterSize = volume[13] * 512;
        var files = new Dictionary<string, byte[]>();
        for (int at = root; volume[at] != 0; at += 32)
        {
            if ((volume[at + 11] & 0x08) != 0) continue;
            var content = new List<byte>();
            for (int cluster = Word(volume, at + 26); cluster is not (0 or 0xFFFF); cluster = Word(volume, table + 2 * cluster))
                content.AddRange(volume.AsSpan(data + (cluster - 2) * clusterSize, clusterSize));
            files[Name(volume, at)] = content.Take(BinaryPrimitives.ReadInt32LittleEndian(volume.AsSpan(at + 28))).ToArray();
        }

        return files;
    }

    private static string Name(byte[] volume, int at)
    {
        string name = Encoding.ASCII.GetString(volume, at, 8).TrimEnd();
        string extension = Encoding.ASCII.GetString(volume, at + 8, 3).TrimEnd();
        if ((volume[at + 12] & 0x08) != 0) name = name.ToLowerInvariant();
        if ((volume[at + 12] & 0x10) != 0) extension = extension.ToLowerInvariant();
        return extension.Length > 0 ? $"{name}.{extension}" : name;
    }

    private static int Word(byte[] volume, int at) => BinaryPrimitives.ReadUInt16LittleEndian(volume.AsSpan(at));
}
