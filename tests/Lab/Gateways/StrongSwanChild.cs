namespace Culvert.Lab.Gateways;

/// <summary>One child of a connection: its selectors as swanctl.conf writes them, comma separated.</summary>
public sealed record StrongSwanChild(string Name, string LocalSelectors, string RemoteSelectors);
