namespace Culvert.Config;

/// <summary>The two NICs; null where the configuration leaves the choice to the routes and addresses of the machine.</summary>
public sealed record InterfacesConfig(WanConfig? Wan, InterfaceConfig? Lan);
