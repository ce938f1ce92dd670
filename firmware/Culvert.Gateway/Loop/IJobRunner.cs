using System.Diagnostics.CodeAnalysis;
using Culvert.Ike;

namespace Culvert.Gateway.Loop;

/// <summary>Runs slow work away from the control thread, which hands it over and takes it back.</summary>
internal interface IJobRunner
{
    void Add(IkeJob job);

    bool TryTakeDone([NotNullWhen(true)] out IkeJob? job);
}
