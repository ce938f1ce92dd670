namespace Culvert.Gateway;

/// <summary>
/// The thing asked for cannot be done, for a reason outside this program. The message is one line for a person: what,
/// where, what to do.
/// </summary>
internal sealed class UserException(string message) : Exception(message);
