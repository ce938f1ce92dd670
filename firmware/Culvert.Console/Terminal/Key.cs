using System.Text;

namespace Culvert.Console.Terminal;

/// <param name="Rune">Of <see cref="KeyKind.Text"/>.</param>
internal readonly record struct Key(KeyKind Kind, Rune Rune = default);
