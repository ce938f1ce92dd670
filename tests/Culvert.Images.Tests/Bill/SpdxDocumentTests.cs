using System.Text.Json;
using Culvert.Images.Bill;

namespace Culvert.Images.Tests.Bill;

public sealed class SpdxDocumentTests
{
    [Fact]
    public void Every_part_is_a_package_that_the_image_contains()
    {
        Part[] parts =
        [
            new("libc6", "2.36", "pkg:deb/debian/libc6@2.36", null, "LGPL-2.1+", "ab"),
            new("System.CommandLine", "3.0.0", "pkg:nuget/System.CommandLine@3.0.0", "MIT", null, null)
        ];
        var manifest = new Manifest("rpi4", "0.1.0", DateTimeOffset.UnixEpoch, "6.1", "2023.01", [], []);
        using JsonDocument document = JsonDocument.Parse(SpdxDocument.Write(manifest, "cd", parts));
        JsonElement root = document.RootElement;
        Assert.Equal("SPDX-2.3", root.GetProperty("spdxVersion").GetString());
        Assert.Equal("1970-01-01T00:00:00Z", root.GetProperty("creationInfo").GetProperty("created").GetString());
        List<JsonElement> packages = root.GetProperty("packages").EnumerateArray().ToList();
        Assert.Equal(["culvert-rpi4", "libc6", "System.CommandLine"], packages.Select(each => each.GetProperty("name").GetString()));
        Assert.Equal(["MIT", "NOASSERTION", "MIT"], packages.Select(each => each.GetProperty("licenseDeclared").GetString()));
        Assert.Equal("The package itself names: LGPL-2.1+", packages[1].GetProperty("licenseComments").GetString());
        List<string?> ids = packages.Select(each => each.GetProperty("SPDXID").GetString()).ToList();
        Assert.Equal(ids, root.GetProperty("relationships").EnumerateArray().Select(each => each.GetProperty("relatedSpdxElement").GetString()));
    }
}
