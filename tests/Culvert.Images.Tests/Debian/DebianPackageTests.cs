using Culvert.Images.Debian;

namespace Culvert.Images.Tests.Debian;

public sealed class DebianPackageTests
{
    [Fact]
    public void Control_fields_are_read()
    {
        IReadOnlyDictionary<string, string> control = DebianPackage.ParseControl("Package: libc6\nVersion: 1:2.36-9\nDescription: short\n long: one\n .\n");
        Assert.Equal("libc6", control["Package"]);
        Assert.Equal("1:2.36-9", control["Version"]);
        Assert.Equal("short\nlong: one\n.", control["Description"]);
    }
}
