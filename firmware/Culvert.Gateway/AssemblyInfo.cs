using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Culvert.Gateway.Tests")]
