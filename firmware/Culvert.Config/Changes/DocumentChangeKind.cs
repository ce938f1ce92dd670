namespace Culvert.Config;

public enum DocumentChangeKind
{
    Added,
    Removed,
    Changed,
}
