using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Culvert.Hal.Tests")]
