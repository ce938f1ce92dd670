namespace Culvert.Images;

/// <summary>An image cannot be built; the message is one line for a person: what, where, what to do.</summary>
internal sealed class ImageException(string message) : Exception(message);
