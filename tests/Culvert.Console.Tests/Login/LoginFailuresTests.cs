using CsCheck;
using Culvert.Console.Login;
using Culvert.Core;

namespace Culvert.Console.Tests.Login;

public sealed class LoginFailuresTests
{
    private static readonly Instant Now = Instant.FromSeconds(1000);

    [Fact]
    public void Each_failure_in_a_row_waits_longer_up_to_a_minute()
    {
        LoginFailures failures = LoginFailures.None;
        List<double> waits = [];
        for (int i = 0; i < 9; i++)
        {
            failures = failures.Another(Now);
            waits.Add(failures.Wait(Now).TotalSeconds);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60], waits);
        Assert.Equal(59, failures.Wait(Now + TimeSpan.FromSeconds(1)).TotalSeconds);
        Assert.Equal(TimeSpan.Zero, failures.Wait(Now + TimeSpan.FromMinutes(5)));
        Assert.Equal(TimeSpan.Zero, LoginFailures.None.Wait(Now));
    }

    [Fact]
    public void What_was_stored_is_the_same_again()
    {
        LoginFailures failures = LoginFailures.None.Another(Now).Another(Now);
        Assert.Equal(failures, LoginFailures.Parse(failures.ToJson()));
        Assert.All((string[])["", "{", "[]", "null", "{}", """{"count":-1,"until":5}""", """{"count":"x"}"""], text =>
            Assert.Equal(LoginFailures.None, LoginFailures.Parse(System.Text.Encoding.UTF8.GetBytes(text))));
    }

    /// <summary>A clock that jumped, a file of another boot, or a forged one: nobody is locked out for longer than the longest delay.</summary>
    [Fact]
    public void Whatever_is_stored_nobody_waits_longer_than_the_longest_delay() =>
        Gen.Select(Gen.Int, Gen.Long, Gen.Long[0, long.MaxValue / 2]).Sample((count, until, now) =>
        {
            LoginFailures failures = LoginFailures.Parse(System.Text.Encoding.UTF8.GetBytes($$"""{"count":{{count}},"until":{{until}}}"""));
            var at = new Instant(now);
            Assert.InRange(failures.Wait(at), TimeSpan.Zero, TimeSpan.FromMinutes(1));
            Assert.InRange(failures.Another(at).Wait(at), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        });
}
