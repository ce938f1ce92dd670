namespace Culvert.Config;

/// <summary>A tunnel's settings over those of its connection.</summary>
internal sealed class TunnelSettings(string path, TunnelOptions tunnel, string connectionPath, TunnelOptions connection)
{
    public string Path => path;

    /// <summary>The tunnel's own value, else its connection's; null when neither says anything.</summary>
    public Setting<T>? Find<T>(string key, Func<TunnelOptions, T?> read)
        where T : class
    {
        if (read(tunnel) is { } own) return new Setting<T>(own, ConfigPath.Combine(path, key));
        return read(connection) is { } inherited ? new Setting<T>(inherited, ConfigPath.Combine(connectionPath, key)) : null;
    }

    /// <inheritdoc cref="Find{T}"/>
    public Setting<int>? FindNumber(string key, Func<TunnelOptions, int?> read)
    {
        if (read(tunnel) is { } own) return new Setting<int>(own, ConfigPath.Combine(path, key));
        return read(connection) is { } inherited ? new Setting<int>(inherited, ConfigPath.Combine(connectionPath, key)) : null;
    }
}
