namespace Culvert.Control;

/// <summary>What the two SAs of one CHILD have carried since they were made; octets of inner packets.</summary>
public readonly record struct SaTraffic(long PacketsIn, long BytesIn, long PacketsOut, long BytesOut);
