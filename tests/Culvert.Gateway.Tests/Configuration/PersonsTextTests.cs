using System.Text;
using Culvert.Config;
using Culvert.Gateway.Configuration;
using Culvert.Hal.Simulated;

namespace Culvert.Gateway.Tests.Configuration;

public sealed class PersonsTextTests
{
    [Fact]
    public void A_password_in_Latin_1_is_refused_with_its_line_and_without_the_password()
    {
        byte[] secrets = Encoding.Latin1.GetBytes("# ids\n: PSK \"M\u00fcnchen\"\n");
        string message = Assert.Throws<UserException>(() => PersonsText.Decode(secrets, "ipsec.secrets")).Message;
        Assert.Contains("ipsec.secrets:2", message, StringComparison.Ordinal);
        Assert.DoesNotContain("nchen", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_stored_files_are_read_as_strictly()
    {
        var storage = new SimulatedStorage();
        storage.CreateDirectory("/etc/culvert");
        storage.Write("/etc/culvert/" + ConfigDocuments.SecretsFileName, Encoding.Latin1.GetBytes("{\n\n\"\u00fc\": 1 }"));
        var store = new ConfigStore(storage, "/etc/culvert");
        Assert.Contains("secrets.json:3", Assert.Throws<UserException>(() => store.Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_a_person_names_is_read_as_strictly()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, [(byte)'a', 0xfc]);
            Assert.Contains($"{path}:1", Assert.Throws<UserException>(() => UserFiles.Read(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Byte_order_marks_of_other_editors_are_understood()
    {
        Encoding[] encodings = [new UTF8Encoding(false), Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode];
        Assert.All(encodings, encoding => Assert.Equal("M\u00fcnchen", PersonsText.Decode([.. encoding.GetPreamble(), .. encoding.GetBytes("M\u00fcnchen")], "f")));
    }
}
