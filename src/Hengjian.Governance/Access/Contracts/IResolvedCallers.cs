namespace Hengjian.Governance.Access.Contracts;

/// <summary>Who was resolved a moment ago is remembered for a moment; an act that changes who may come in says so.</summary>
public interface IResolvedCallers
{
    /// <summary>Call when such an act has committed: the next request of everybody is looked up anew.</summary>
    void Forget();
}
