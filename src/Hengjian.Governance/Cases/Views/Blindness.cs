using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Kernel;

namespace Hengjian.Governance.Cases.Views;

/// <summary>
/// Who is blinded in a blind-first case (decisions.md 6): any physician who may read it, until the own before-AI opinion; the clinician and the operator, until the
/// opinion is issued. A person with several roles is blinded by the strictest.
/// </summary>
/// <param name="IsReader">The caller reads or concludes cases, so results that readers must not see (shadow) are left out.</param>
/// <param name="AiHidden">Nothing that tells the AI's result may be shown.</param>
/// <param name="OpinionsHidden">Nothing that tells other readers' results may be shown: with the AI's they would give it away.</param>
internal sealed record Blindness(bool IsReader, bool AiHidden, bool OpinionsHidden)
{
    public static Blindness Of(Caller caller, CaseFile file)
    {
        var reads = caller.Can(Permission.OpinionsSign) || caller.Can(Permission.FinalDiagnosesSign);
        if (caller.Kind == CallerKind.System)
        {
            return new Blindness(false, false, false);
        }

        var subject = file.Case;
        var issued = subject.State is CaseState.OpinionIssued || CaseMachine.IsComplete(subject.State);
        var blindFirst = subject.Protocol == ReadingProtocol.BlindFirst && !subject.WithoutAi;
        var hidden = blindFirst && Hidden(caller, file, issued);
        return new Blindness(reads, hidden || caller.Kind == CallerKind.Device, hidden || caller.Kind == CallerKind.Device);
    }

    private static bool Hidden(Caller caller, CaseFile file, bool issued)
    {
        if (caller.Can(Permission.OpinionsSign) && (caller.PractitionerId is not { } self || CaseReach.IsReader(file.Case, self)))
        {
            // Even after the issue a reader who may still give a first opinion stays blinded; a complete case takes none.
            return !file.HasReadBlind(caller.PractitionerId) && !CaseMachine.IsComplete(file.Case.State);
        }

        return !issued && (caller.Can(Permission.FinalDiagnosesSign) || caller.Is(Role.Operator));
    }
}
