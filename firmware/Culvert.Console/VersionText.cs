namespace Culvert.Console;

/// <summary>version and show version.</summary>
public static class VersionText
{
    public static string Render(VersionInfo version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return $"culvert {version.Version} ({version.Commit ?? "no commit"}), {version.Runtime}\n";
    }

    public static string RenderJson(VersionInfo version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return Rendering.WriteJson(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("version", version.Version);
            writer.WriteString("commit", version.Commit);
            writer.WriteString("runtime", version.Runtime);
            writer.WriteEndObject();
        });
    }
}
