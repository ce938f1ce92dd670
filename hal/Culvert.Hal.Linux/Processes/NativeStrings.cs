using System.Runtime.InteropServices;

namespace Culvert.Hal.Linux.Processes;

/// <summary>A null-terminated array of C strings, as execve(2) wants them.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private readonly nint[] _strings;
    private readonly byte** _array;

    public NativeStrings(IEnumerable<string> strings)
    {
        _strings = [.. strings.Select(Marshal.StringToCoTaskMemUTF8)];
        _array = (byte**)NativeMemory.Alloc((nuint)(_strings.Length + 1), (nuint)sizeof(byte*));
        for (int i = 0; i < _strings.Length; i++) _array[i] = (byte*)_strings[i];
        _array[_strings.Length] = null;
    }

    public byte** Array => _array;

    public void Dispose()
    {
        foreach (nint text in _strings) Marshal.FreeCoTaskMem(text);
        NativeMemory.Free(_array);
    }
}
