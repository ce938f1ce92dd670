using System.Text;
using Culvert.Config.Import;

namespace Culvert.Config.Tests.Import;

public sealed class ConfGrammarTests : ImportTestBase
{
    [Fact]
    public void Conn_default_speaks_for_all_and_a_conn_for_itself()
    {
        ImportResult result = Import(
            """
            conn %default
                auto=start
                ikelifetime=2h
                leftsubnet=10.1.0.0/16
                rightsubnet=10.2.0.0/16
            conn one
                right=198.51.100.1
            conn two
                right=198.51.100.2
                ikelifetime=4h
            : PSK "x"
            """);

        Assert.Equal([("one", 2.0), ("two", 4.0)], Load(result).Tunnels.Select(tunnel => (tunnel.Name, tunnel.IkeLifetime.TotalHours)));
    }

    [Fact]
    public void Also_includes_another_conn_under_the_own_lines_wherever_it_stands()
    {
        ImportResult result = Import(
            """
            conn one
                auto=start
                ikelifetime=4h
                also=common
            conn common
                also=deeper
                leftsubnet=10.1.0.0/16
                ikelifetime=1h
            conn deeper
                dpddelay=5s
                dpddelay=7s
                right=198.51.100.1
                rightsubnet=10.2.0.0/16
                ikelifetime=9h
            : PSK "x"
            """);

        TunnelConfig tunnel = LoadOne(result);
        Assert.Equal(("one", 4.0, 7.0), (tunnel.Name, tunnel.IkeLifetime.TotalHours, tunnel.DpdDelay.TotalSeconds));
    }

    [Fact]
    public void A_conn_that_only_serves_others_is_no_tunnel()
    {
        ImportResult result = Import(
            """
            conn one
                also=common
                right=198.51.100.1
            conn common
                auto=start
                leftsubnet=10.1.0.0/16
                rightsubnet=10.2.0.0/16
            : PSK "x"
            """);

        Assert.Equal("one", LoadOne(result).Name);
        AssertNote(result, 4, "conn common serves others");
    }

    [Theory]
    [InlineData("conn a\n also=b\nconn b\n also=a\n", 4)]
    [InlineData("conn a\n also=a\n", 2)]
    public void Also_in_a_circle_is_refused(string text, int line) =>
        Assert.Contains(Import(text).Problems, problem => problem.Line == line && problem.What.Contains("leads back to itself", StringComparison.Ordinal));

    [Fact]
    public void Also_to_nowhere_names_the_nearest_conn()
    {
        ConfigProblem problem = Import("conn common\n auto=add\nconn a\n also=comon\n").Problems.Single(problem => problem.Line == 4);

        Assert.Equal(("also=comon: there is no such conn", "did you mean 'common'?"), (problem.What, problem.Remedy));
    }

    [Fact]
    public void Also_that_fans_out_does_not_explode()
    {
        var text = new StringBuilder();
        for (int i = 0; i < 10; i++) text.Append(null, $"conn c{i}\n").Insert(text.Length, $" also=c{i + 1}\n", 40);

        Assert.NotEmpty(Import(text.ToString()).Problems);
    }

    [Fact]
    public void Include_reads_what_the_resolver_finds_and_keeps_its_name()
    {
        ImportResult result = Import(
            "include /etc/ipsec.d/*.conf\ninclude /etc/nothing.conf\n",
            new ImportOptions { Include = (pattern, from) => pattern == "/etc/ipsec.d/*.conf" && from == "office.conf" ? [new NamedText("inner.conf", Basic), new NamedText("inner.secrets", Secrets)] : [] });

        Assert.Equal("office", LoadOne(result).Name);
        AssertNote(result, 2, "include /etc/nothing.conf: nothing found there");
    }

    [Fact]
    public void Include_in_a_circle_is_refused()
    {
        ConfigProblem problem = OneProblem(Import("include office.conf\n", new ImportOptions { Include = (_, _) => [new NamedText("office.conf", "include office.conf\n")] }));

        Assert.Equal("include 'office.conf' leads back to office.conf", problem.What);
    }

    [Fact]
    public void Include_nests_ten_levels_and_no_deeper()
    {
        int count = 0;
        ConfigProblem problem = OneProblem(Import("include x\n", new ImportOptions { Include = (_, _) => [new NamedText($"f{count++}", "include x\n")] }));

        Assert.Equal("include 'x' is nested too deep", problem.What);
        Assert.Equal(9, count);
    }

    [Theory]
    [InlineData("con office\n    auto=start\n", 1, "'con office' does not begin a section", "write: conn NAME")]
    [InlineData("conn\n    auto=start\n", 1, "'conn' does not begin a section", "write: conn NAME")]
    [InlineData("conn my office\n    auto=start\n", 1, "'conn my office' does not begin a section", "write: conn NAME")]
    [InlineData("    auto=start\n    right=192.0.2.1\n", 1, "'auto' stands outside of any section", "begin the section with: conn NAME")]
    public void A_mistyped_section_line_is_not_taken_for_prose(string text, int line, string what, string remedy)
    {
        ConfigProblem problem = OneProblem(Import(text));

        Assert.Equal((line, what, remedy), (problem.Line, problem.What, problem.Remedy));
    }

    [Theory]
    [InlineData("leftid", "'leftid' has no '='")]
    [InlineData("leftid @me", "'leftid' has no '='")]
    [InlineData("leftid=\"me", "leftid: the closing quote is missing")]
    [InlineData("dpdaction=clear PSK \"hush\"", "dpdaction: there is a quote inside of the value")]
    [InlineData("leftid=\"me\" you", "leftid: something follows the closing quote")]
    [InlineData("this is nothing at all", "'this' is not keyword=value")]
    public void A_line_that_is_no_assignment_is_refused(string line, string what)
    {
        ConfigProblem problem = OneProblem(ImportBasicWith(line));

        Assert.Equal((8, what), (problem.Line, problem.What));
    }

    [Fact]
    public void Indentation_lost_in_a_paste_does_not_lose_the_lines()
    {
        string flat = string.Join('\n', Basic.Split('\n').Select(line => line.Trim())) + "\n" + Secrets;

        Assert.Equal("10.2.0.0/16", Assert.Single(LoadOne(Import(flat)).RemoteSelectors).ToString());
    }

    [Fact]
    public void A_pasted_block_indented_as_a_whole_is_read()
    {
        string block = "Here is the file:\n\n" + string.Join('\n', (Basic + Secrets).Split('\n').Select(line => "        " + line)) + "\n\nThat was it, regards.\n";

        Assert.Equal("office", LoadOne(Import(block)).Name);
    }

    [Fact]
    public void Blank_lines_and_comments_do_not_end_a_section()
    {
        Assert.Equal("10.2.0.0/16", Assert.Single(LoadOne(Import(Basic.Replace("\n", "\n\n # note\n", StringComparison.Ordinal) + Secrets)).RemoteSelectors).ToString());
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Line_ends_of_every_system_count_lines_the_same(string end)
    {
        string text = (Basic + "    nonsens=1\n").Replace("\n", end, StringComparison.Ordinal);

        Assert.Equal(8, Import(text).Problems[0].Line);
    }

    [Fact]
    public void Setup_sections_are_accepted_and_their_keywords_checked()
    {
        ImportResult result = Import("version 2.0\nconfig setup\n    protostack=netkey\n    uniqueids = no\n    plutdebug=all\n\n" + Basic + Secrets);

        Assert.Equal(("unknown keyword 'plutdebug'", "did you mean 'plutodebug'?", 5), (result.Problems[0].What, result.Problems[0].Remedy, result.Problems[0].Line));
        AssertNote(result, 2, "its keywords do nothing here");
    }

    [Theory]
    [InlineData("")]
    [InlineData("Dear colleague,\nplease find nothing below.\n")]
    [InlineData("# conn a\n")]
    [InlineData("192.0.2.1 198.51.100.1 : PSK \"swordfish\"\n")]
    public void A_text_without_a_conn_is_refused_as_such(string text) =>
        Assert.Equal("no conn section is in here", OneProblem(Import(text)).What);

    [Fact]
    public void The_same_conn_twice_is_refused()
    {
        ConfigProblem problem = OneProblem(Import(Basic + Basic + Secrets));

        Assert.Equal((8, "conn 'office' leads to the same peer and networks as 'office' (office.conf:1)"), (problem.Line, problem.What));
    }

    [Fact]
    public void A_conn_name_that_cannot_be_a_name_is_changed_and_noted()
    {
        ImportResult result = Import(Basic.Replace("conn office", "conn (zürich)/1", StringComparison.Ordinal) + Secrets);

        Assert.Equal("z-rich--1", LoadOne(result).Name);
        AssertNote(result, 1, "becomes tunnel z-rich--1");
    }
}
