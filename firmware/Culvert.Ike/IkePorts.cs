namespace Culvert.Ike;

public static class IkePorts
{
    public const int Ike = 500;
    public const int NatTraversal = 4500;
}
