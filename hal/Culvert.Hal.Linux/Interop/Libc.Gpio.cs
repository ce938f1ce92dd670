using System.Runtime.InteropServices;

namespace Culvert.Hal.Linux;

/// <summary>The GPIO character device, version 2 (linux/gpio.h, since Linux 5.10): the same numbers on x64 and arm64.</summary>
internal static unsafe partial class Libc
{
    public const nuint GpioGetChipInfo = 0x8044b401;
    public const nuint GpioGetLineInfo = 0xc100b405;
    public const nuint GpioGetLine = 0xc250b407;
    public const nuint GpioSetConfig = 0xc110b40d;
    public const nuint GpioGetValues = 0xc010b40e;
    public const nuint GpioSetValues = 0xc010b40f;

    public const ulong GpioInput = 1 << 2;
    public const ulong GpioOutput = 1 << 3;
    public const ulong GpioEdgeRising = 1 << 4;
    public const ulong GpioEdgeFalling = 1 << 5;
    public const ulong GpioPullUp = 1 << 8;
    public const ulong GpioPullDown = 1 << 9;
    public const ulong GpioNoBias = 1 << 10;
    public const ulong GpioUsed = 1 << 0;

    public const uint GpioAttributeOutputValues = 2;
    public const uint GpioEventRising = 1;

    public const int GpioNameSize = 32;

    /// <summary>struct gpiochip_info.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct GpioChipInfo
    {
        public fixed byte Name[GpioNameSize];
        public fixed byte Label[GpioNameSize];
        public uint Lines;
    }

    /// <summary>struct gpio_v2_line_info, without its attributes.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 256)]
    public struct GpioLineInfo
    {
        public fixed byte Name[GpioNameSize];
        public fixed byte Consumer[GpioNameSize];
        public uint Offset;
        public uint AttributeCount;
        public ulong Flags;
    }

    /// <summary>struct gpio_v2_line_config with room for one attribute, the values that outputs get.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 272)]
    public struct GpioLineConfig
    {
        public ulong Flags;
        public uint AttributeCount;
        private fixed uint _padding[5];
        public uint AttributeId;
        private readonly uint _attributePadding;
        public ulong AttributeValue;
        public ulong AttributeMask;
    }

    /// <summary>struct gpio_v2_line_request of lines of one chip.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct GpioLineRequest
    {
        public fixed uint Offsets[64];
        public fixed byte Consumer[GpioNameSize];
        public GpioLineConfig Config;
        public uint LineCount;
        public uint EventBufferSize;
        private fixed uint _padding[5];
        public int Descriptor;
    }

    /// <summary>struct gpio_v2_line_values.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct GpioLineValues
    {
        public ulong Bits;
        public ulong Mask;
    }

    /// <summary>struct gpio_v2_line_event.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct GpioLineEvent
    {
        /// <summary>CLOCK_MONOTONIC.</summary>
        public ulong Nanoseconds;
        public uint Id;
        public uint Offset;
        public uint Sequence;
        public uint LineSequence;
        private fixed uint _padding[6];
    }
}
