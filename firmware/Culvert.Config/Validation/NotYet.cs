namespace Culvert.Config;

/// <summary>Settings that are understood and checked, and that nothing carries out yet: that is said, not passed over.</summary>
internal static class NotYet
{
    private static readonly (string Path, string Remedy)[] Settings =
    [
        ("system:hostName", "set the machine's own host name"),
        ("interfaces:wan:address", "give the device its address by the machine's own network settings"),
        ("interfaces:lan:address", "give the device its address by the machine's own network settings"),
    ];

    public static IReadOnlyList<ConfigProblem> Find(LocatedDocument config) =>
    [
        .. from setting in Settings
           where config.Positions.ContainsKey(setting.Path)
           let at = config.Positions[setting.Path]
           select new ConfigProblem(config.Name, at.Line, at.Column, $"{ConfigPath.ForPeople(setting.Path)} has no effect yet", setting.Remedy),
    ];
}
