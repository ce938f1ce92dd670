using System.Runtime.CompilerServices;

// Every native signature here is blittable; nothing is marshalled.
[assembly: DisableRuntimeMarshalling]
[assembly: InternalsVisibleTo("Culvert.Hal.Tests")]
