using Culvert.Ike.Wire;

namespace Culvert.Testing;

/// <summary>
/// Damages a chain of payloads, most of the time payload by payload with their lengths put right again: what contradicts
/// itself ends at the parser, the rest gets to whoever acts on it.
/// </summary>
internal sealed class ChainMutator(Mutator mutator)
{
    private const int GenericHeaderLength = 4;
    private const int MaxTries = 40;

    // What stands in a message's place of a payload that nobody asked for.
    private static readonly PayloadType[] Types = [.. Enum.GetValues<PayloadType>(), (PayloadType)1, (PayloadType)49, (PayloadType)200];

    private readonly List<(PayloadType Type, byte Flags, byte[] Body)> _payloads = [];

    /// <param name="first">The type of the first payload, which may become another.</param>
    public byte[] Mutate(ref PayloadType first, byte[] chain)
    {
        if (mutator.Next(32) == 0)
        {
            first = Types[mutator.Next(Types.Length)];
            return mutator.Mutate(chain);
        }

        for (int i = 0; i < MaxTries; i++)
        {
            PayloadType type = first;
            byte[] damaged = mutator.Next(4) > 0 && TrySplit(first, chain) ? Rebuilt(out type) : mutator.Mutate(chain);
            // What does not parse ends an IKE SA, which shows nothing new after the first few times.
            if (PayloadSet.Parse(type, damaged) is null && mutator.Next(MaxTries) > 0) continue;
            first = type;
            return damaged;
        }

        return chain;
    }

    private byte[] Rebuilt(out PayloadType first)
    {
        for (int round = 1 + mutator.Next(3); round > 0 && _payloads.Count > 0; round--) Damage(mutator.Next(_payloads.Count));
        if (_payloads.Count == 0 || mutator.Next(8) == 0) Insert();
        return Join(out first);
    }

    private void Damage(int at)
    {
        (PayloadType type, byte flags, byte[] body) = _payloads[at];
        switch (mutator.Next(10))
        {
            case 0:
                _payloads.RemoveAt(at);
                break;
            case 1:
                _payloads.Insert(mutator.Next(_payloads.Count + 1), (type, flags, mutator.Mutate(body)));
                break;
            case 2:
                int other = mutator.Next(_payloads.Count);
                (_payloads[at], _payloads[other]) = (_payloads[other], _payloads[at]);
                break;
            case 3:
                _payloads[at] = (Types[mutator.Next(Types.Length)], (byte)(flags ^ (mutator.Next(2) << 7)), body);
                break;
            default:
                _payloads[at] = (type, flags, mutator.Mutate(body));
                break;
        }
    }

    private void Insert() => _payloads.Insert(
        mutator.Next(_payloads.Count + 1),
        (Types[mutator.Next(Types.Length)], (byte)(mutator.Next(4) == 0 ? 0x80 : 0), mutator.Mutate([3, 4, 0, 1, 0, 0, 0, 1])));

    private bool TrySplit(PayloadType first, byte[] chain)
    {
        _payloads.Clear();
        PayloadType type = first;
        int at = 0;
        while (type != PayloadType.None)
        {
            if (at + GenericHeaderLength > chain.Length) return false;
            int length = (chain[at + 2] << 8) | chain[at + 3];
            if (length < GenericHeaderLength || at + length > chain.Length) return false;
            _payloads.Add((type, chain[at + 1], chain[(at + GenericHeaderLength)..(at + length)]));
            type = (PayloadType)chain[at];
            at += length;
        }

        return true;
    }

    private byte[] Join(out PayloadType first)
    {
        int length = 0;
        foreach (var payload in _payloads) length += GenericHeaderLength + payload.Body.Length;
        byte[] chain = new byte[length];
        first = _payloads.Count == 0 ? PayloadType.None : _payloads[0].Type;
        int at = 0;
        for (int i = 0; i < _payloads.Count; i++)
        {
            (_, byte flags, byte[] body) = _payloads[i];
            int whole = GenericHeaderLength + body.Length;
            chain[at] = (byte)(i + 1 < _payloads.Count ? _payloads[i + 1].Type : PayloadType.None);
            (chain[at + 1], chain[at + 2], chain[at + 3]) = (flags, (byte)(whole >> 8), (byte)whole);
            body.CopyTo(chain, at + GenericHeaderLength);
            at += whole;
        }

        return chain;
    }
}
