using System.Text;
using Culvert.Control.Boot;
using Culvert.Images;
using Culvert.Images.Boot;
using Culvert.Images.Description;
using Culvert.Images.Disk;
using Culvert.Lab.Hosts;

namespace Culvert.Image.Tests;

/// <summary>A card with the image of qemu-virt, as it was just written; it goes with the test.</summary>
internal sealed class Card : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("culvert-card-");

    public Card()
    {
        File = Path.Combine(_folder.FullName, "card.img");
        Command.Run("cp", "--sparse=always", Image, File);
    }

    public static string Image { get; } = Path.Combine(Checkout.Artifacts, "images", "qemu-virt", "culvert-qemu-virt.img");

    /// <summary>Where the card lies on this machine.</summary>
    public string File { get; }

    /// <summary>A copy of the boot state as one would write it.</summary>
    public static byte[] State(string serial, string active, string trial = "-", string tries = "0") =>
        BootBlock.Write(new Dictionary<string, string> { ["serial"] = serial, ["active"] = active, ["trial"] = trial, ["tries"] = tries });

    /// <summary>Overwrites one of the boot state's two copies.</summary>
    public void WriteState(int copy, byte[] block) => Write(BootDisk.StateSectors[copy] * (long)Partition.SectorSize, block);

    /// <summary>What a copy of the boot state says: "active=a serial=1 …"; null when it is not valid.</summary>
    public string? ReadState(int copy)
    {
        byte[] block = new byte[BootBlock.Size];
        using FileStream card = System.IO.File.OpenRead(File);
        card.Position = BootDisk.StateSectors[copy] * (long)Partition.SectorSize;
        card.ReadExactly(block);
        return BootBlock.Read(block) is { } values ? string.Join(' ', values.Select(value => $"{value.Key}={value.Value}").Order(StringComparer.Ordinal)) : null;
    }

    /// <summary>Turns bytes round in the middle of a slot's image.</summary>
    public void Damage(Partition slot) => Write(slot.Offset + 6 * 1024 * 1024, Encoding.ASCII.GetBytes("this was something else"));

    /// <summary>Makes it somebody else's disk, by the label in its first sector.</summary>
    public void Relabel() => Write((long)MasterBootRecord.LabelAt, [1, 2, 3, 4]);

    /// <summary>Overwrites a part of a partition.</summary>
    public void Write(Partition partition, int offset, byte[] bytes) => Write(partition.Offset + offset, bytes);

    /// <summary>Makes a file system on a partition in which there is no room for one more file.</summary>
    public void Fill(Partition partition)
    {
        string image = Path.Combine(_folder.FullName, "partition");
        DirectoryInfo files = _folder.CreateSubdirectory("files");
        Command.Run("truncate", $"--size={partition.Size}", image);
        Make(image);
        string free = Command.Run("/sbin/dumpe2fs", "-h", image).Split('\n').Single(line => line.StartsWith("Free inodes:", StringComparison.Ordinal));
        for (int file = int.Parse(free.Split(':')[1]); file > 0; file--) System.IO.File.Create(Path.Combine(files.FullName, $"{file}")).Dispose();
        Make(image, "-d", files.FullName);
        Write(partition.Offset, System.IO.File.ReadAllBytes(image));

        static void Make(string image, params string[] more) =>
            Command.Run("/sbin/mke2fs", ["-q", "-F", "-t", "ext4", "-b", "4096", "-N", "64", .. more, image]);
    }

    /// <summary>Puts the image's kernel with another root into slot b.</summary>
    public void PutIntoSlotB(byte[] root)
    {
        byte[] system = FitImage.Write("tests", date: 0, System.IO.File.ReadAllBytes(BoxImage.PackedKernel), root, ImageBuild.LoadAddress(ImageDescriptions.Read("qemu-virt")));
        Write(DiskLayout.SlotB.Offset, FatVolume.Write(DiskLayout.SlotB, "SLOT_B", serial: 0, [("culvert.itb", system)]));
    }

    /// <summary>Takes a slot's file system away.</summary>
    public void Erase(Partition slot) => Write(slot.Offset, new byte[64 * 1024]);

    /// <summary>Whether the text is anywhere on it, also where no file is any more.</summary>
    public bool Holds(string text)
    {
        byte[] wanted = Encoding.UTF8.GetBytes(text);
        byte[] some = new byte[1 << 20];
        using FileStream card = System.IO.File.OpenRead(File);
        for (int kept = 0; ;)
        {
            int read = card.Read(some, kept, some.Length - kept);
            if (read == 0) return false;
            if (some.AsSpan(0, kept + read).IndexOf(wanted) >= 0) return true;
            // What began at the end may go on.
            int keep = Math.Min(wanted.Length - 1, kept + read);
            some.AsSpan(kept + read - keep, keep).CopyTo(some);
            kept = keep;
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(long offset, byte[] bytes)
    {
        using FileStream card = System.IO.File.OpenWrite(File);
        card.Position = offset;
        card.Write(bytes);
    }
}
