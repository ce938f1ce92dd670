using Culvert.Images.Trees;

namespace Culvert.Images.Tests.Trees;

public sealed class TreeBlobTests
{
    private static readonly TreeNode Tree = new TreeNode("")
        .With("model", "a board")
        .With(new TreeNode("soc").With("#address-cells", 1).With(new TreeNode("ethernet@7d580000").With("odd", [1, 2, 3, 4, 5]).With("compatible", "a")))
        .With(new TreeNode("chosen").With("model", "again").With("empty", []));

    [Fact]
    public void What_is_written_is_read()
    {
        TreeNode read = TreeBlob.Read("tree", TreeBlob.Write(Tree));
        Assert.Equal(["a board"], read.Texts("model"));
        TreeNode ethernet = read.Find("soc")!.Find("ethernet@7d580000")!;
        Assert.Equal([1, 2, 3, 4, 5], ethernet.Property("odd")!);
        Assert.Equal("ethernet", ethernet.Kind);
        Assert.Equal([0, 0, 0, 1], read.Find("soc")!.Property("#address-cells")!);
        Assert.Equal(["again"], read.Find("chosen")!.Texts("model"));
        Assert.Equal([], read.Find("chosen")!.Property("empty")!);
    }

    [Fact]
    public void The_header_is_that_of_version_17()
    {
        byte[] blob = TreeBlob.Write(new TreeNode(""));
        Assert.Equal(
            [
                0xD0, 0x0D, 0xFE, 0xED, 0, 0, 0, 72, 0, 0, 0, 56, 0, 0, 0, 72, 0, 0, 0, 40, 0, 0, 0, 17, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 16
            ],
            blob[..40]);
        Assert.Equal([0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 9], blob[56..]);
    }

    [Fact]
    public void Every_shorter_file_is_refused()
    {
        byte[] blob = TreeBlob.Write(Tree);
        for (int length = 0; length < blob.Length; length++) Assert.Throws<ImageException>(() => TreeBlob.Read("tree", blob.AsSpan(0, length)));
    }
}
