namespace Culvert.Console.Login;

/// <summary>How long the console is deaf after wrong passwords in a row: 1 s, doubling to a minute.</summary>
internal static class LoginDelay
{
    private const int Longest = 60;

    public static TimeSpan After(int failures) =>
        TimeSpan.FromSeconds(failures <= 0 ? 0 : failures > 6 ? Longest : Math.Min(Longest, 1 << (failures - 1)));
}
