namespace Culvert.Gateway.Supervision;

/// <summary>What the command line of <c>culvert init</c> says; all of it goes on to the gateway.</summary>
internal sealed record InitOptions(string Config, string Board, string Control);
