using Culvert.Images.Elf;

namespace Culvert.Images.Tests.Elf;

public sealed class ElfFileTests
{
    // The process that runs this test is an ELF file that needs the C library.
    private static readonly byte[] Program = File.ReadAllBytes(Environment.ProcessPath!);

    [Fact]
    public void Libraries_that_a_program_needs_are_named()
    {
        Assert.Contains("libc.so.6", new ElfFile("dotnet", Program).NeededLibraries());
    }

    [Fact]
    public void Sections_are_found_by_name()
    {
        var elf = new ElfFile("dotnet", Program);
        Assert.False(elf.FindSection(".dynamic").IsEmpty);
        Assert.True(elf.FindSection(".modinfo").IsEmpty);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(1000)]
    public void A_file_that_was_cut_short_is_refused(int length)
    {
        Assert.Throws<ImageException>(() => new ElfFile("half", Program[..length]));
    }
}
