using Hengjian.Governance.Access.Contracts;

namespace Hengjian.Web.Components.Pages.Cases;

/// <summary>How a stored signature checks, as the design system shows it.</summary>
internal static class SignatureWords
{
    public static Design.SignatureState State(Guid? signature, IReadOnlyDictionary<Guid, SignatureCheck> checks) =>
        signature is not { } id ? Design.SignatureState.None
        : checks.TryGetValue(id, out var gone) && gone.State == SignatureState.Erased ? Design.SignatureState.None
        : checks.TryGetValue(id, out var check) && check.State == SignatureState.Valid ? Design.SignatureState.Valid
        : Design.SignatureState.Invalid;
}
