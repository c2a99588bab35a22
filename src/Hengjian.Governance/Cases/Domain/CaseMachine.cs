using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using static Hengjian.Governance.Cases.Contracts.CaseEvent;
using static Hengjian.Governance.Cases.Contracts.CaseState;

namespace Hengjian.Governance.Cases.Domain;

/// <summary>One line of the state table: in a state, an event may happen, by those who hold the permission, guarded by clauses, leading to one of the next states.</summary>
public sealed record CaseTransition(CaseState From, CaseEvent Event, Permission By, IReadOnlyList<string> Clauses, IReadOnlyList<CaseState> To);

/// <summary>
/// The case as one explicit state machine (design: case-states.md). Acts ask it before they do anything, the case page and <c>next[]</c> are drawn from it, tests walk it.
/// Which of several next states is reached is the act's to say, and <see cref="Move"/> refuses any that the table does not list.
/// </summary>
public static class CaseMachine
{
    private static readonly string[] Eligibility = ["R17-2.1.1", "R17-2.1.2", "R17-2.1.3"];
    private static readonly string[] Operating = ["R17-0.1", "R17-0.2", "R17-3.8.1a", "R17-3.2b", "R17-3.4", "HP-13.2"];
    private static readonly string[] Reading2 = [.. Eligibility, "R17-3.2a", "R17-3.2b", "R17-3.4"];
    private const string Critical = "HP-4.1";
    private static readonly CaseState[] AfterOpinion = [Reading, Provisional, Disagreed, OpinionIssued];

    public static readonly IReadOnlyList<CaseTransition> Table =
    [
        // A case that a standing rule decides is indicated when it is registered; what an operator records here decides only by such a rule.
        new(Registered, ConfirmIndication, Permission.CasesConfirmIndication, ["R17-3.1a", "R17-3.1b", "R17-3.1c"], [Indicated, Registered]),
        new(Registered, RequestIndicationOverride, Permission.IndicationsOverride, ["R17-3.1c"], [Registered]),
        new(Registered, SignIndicationOverride, Permission.IndicationsOverride, ["R17-3.1b", "R17-3.1c", "HP-2.3"], [Indicated]),
        new(Registered, AssignReaders, Permission.CasesAssign, [], [Registered]),
        new(Registered, RecordConsent, Permission.ConsentsRecord, ["R17-3.4", "HP-13.2"], [Registered]),
        new(Registered, StartProcedure, Permission.ConsentsRecord, ["R17-3.4", "HP-13.4"], [Registered]),
        new(Registered, WithdrawConsent, Permission.ConsentsRecord, [], [Registered]),
        new(Registered, Cancel, Permission.CasesCancel, [], [Cancelled]),

        // A consent that a result waits for lets it in; a refusal of AI leads on without it.
        new(Indicated, RecordConsent, Permission.ConsentsRecord, ["R17-3.4", "HP-13.2"], [Indicated, Analysed]),
        new(Indicated, GiveOpinionBeforeAi, Permission.OpinionsSign, [.. Eligibility, "R17-3.4"], [Indicated]),
        new(Indicated, ReceiveAiResult, Permission.AiResultsSubmit, Operating, [Analysed, Indicated]),
        new(Indicated, ReportAiFailure, Permission.AiResultsSubmit, [], [Analysed]),
        new(Indicated, AssignReaders, Permission.CasesAssign, [], [Indicated]),
        new(Indicated, StartProcedure, Permission.ConsentsRecord, ["R17-3.4", "HP-13.4"], [Indicated]),
        new(Indicated, WithdrawConsent, Permission.ConsentsRecord, [], [Indicated, Analysed]),
        new(Indicated, Cancel, Permission.CasesCancel, [], [Cancelled]),

        new(Analysed, RecordConsent, Permission.ConsentsRecord, ["R17-3.4"], [Analysed]),
        new(Analysed, ConfirmAcquisition, Permission.AiResultsConfirm, ["R17-3.2b"], [Analysed]),
        new(Analysed, ReceiveAiResult, Permission.AiResultsSubmit, Operating, [Analysed]),
        new(Analysed, GiveOpinionBeforeAi, Permission.OpinionsSign, [.. Eligibility, "R17-3.4"], [Analysed]),
        new(Analysed, GiveOpinion, Permission.OpinionsSign, Reading2, AfterOpinion),
        new(Analysed, SaveDraft, Permission.OpinionsSign, [], [Analysed]),
        new(Analysed, ReportCriticalValue, Permission.OpinionsSign, [Critical], [Analysed]),
        new(Analysed, AssignReaders, Permission.CasesAssign, [], [Analysed]),
        new(Analysed, StartProcedure, Permission.ConsentsRecord, ["R17-3.4", "HP-13.4"], [Analysed]),
        new(Analysed, WithdrawConsent, Permission.ConsentsRecord, [], [Analysed]),
        new(Analysed, Cancel, Permission.CasesCancel, [], [Cancelled]),

        // Elsewhere it changes no state: the result is taken off, and what was read stays flagged.
        new(Analysed, UnlinkAiResult, Permission.AiResultsUnlink, [], [Indicated]),

        new(Reading, RecordConsent, Permission.ConsentsRecord, ["R17-3.4"], [Reading]),
        // A newer version of the result: opinions keep what they were shown, readers are told.
        new(Reading, ReceiveAiResult, Permission.AiResultsSubmit, Operating, [Reading]),
        new(Provisional, ReceiveAiResult, Permission.AiResultsSubmit, Operating, [Provisional]),
        new(Disagreed, ReceiveAiResult, Permission.AiResultsSubmit, Operating, [Disagreed]),
        new(Reading, GiveOpinionBeforeAi, Permission.OpinionsSign, [.. Eligibility, "R17-3.4"], [Reading]),
        new(Reading, GiveOpinion, Permission.OpinionsSign, Reading2, AfterOpinion),
        new(Reading, SaveDraft, Permission.OpinionsSign, [], [Reading]),
        new(Reading, ReportCriticalValue, Permission.OpinionsSign, [Critical], [Reading]),
        new(Reading, AssignReaders, Permission.CasesAssign, [], [Reading]),
        new(Reading, StartProcedure, Permission.ConsentsRecord, ["R17-3.4", "HP-13.4"], [Reading]),
        new(Reading, WithdrawConsent, Permission.ConsentsRecord, [], [Reading]),
        new(Reading, Cancel, Permission.CasesCancel, [], [Cancelled]),

        new(Provisional, RecordConsent, Permission.ConsentsRecord, ["R17-3.4"], [Provisional]),
        new(Provisional, GiveOpinionBeforeAi, Permission.OpinionsSign, [.. Eligibility, "R17-3.4"], [Provisional]),
        new(Provisional, GiveOpinion, Permission.OpinionsSign, [.. Reading2, Critical], AfterOpinion),
        new(Provisional, SaveDraft, Permission.OpinionsSign, [], [Provisional]),
        new(Provisional, ReportCriticalValue, Permission.OpinionsSign, [Critical], [Provisional]),
        new(Provisional, WithdrawConsent, Permission.ConsentsRecord, [], [Provisional]),
        new(Provisional, AssignReaders, Permission.CasesAssign, [], [Provisional]),

        new(Disagreed, GiveOpinionBeforeAi, Permission.OpinionsSign, [.. Eligibility, "R17-3.4"], [Disagreed]),
        new(Disagreed, GiveOpinion, Permission.OpinionsSign, Reading2, AfterOpinion),
        new(Disagreed, SaveDraft, Permission.OpinionsSign, [], [Disagreed]),
        new(Disagreed, ReportCriticalValue, Permission.OpinionsSign, [Critical], [Disagreed]),
        new(Disagreed, WithdrawConsent, Permission.ConsentsRecord, [], [Disagreed]),
        new(Disagreed, AssignReaders, Permission.CasesAssign, [], [Disagreed]),
        new(Disagreed, Resolve, Permission.DisagreementsResolve, [.. Eligibility, "R17-3.2a", "HP-12.1"], [OpinionIssued, Disagreed]),

        new(OpinionIssued, GiveOpinion, Permission.OpinionsSign, Reading2, [OpinionIssued, Disagreed]),
        new(OpinionIssued, ReportCriticalValue, Permission.OpinionsSign, [Critical], [OpinionIssued]),
        new(OpinionIssued, SignFinalDiagnosis, Permission.FinalDiagnosesSign, ["R17-3.2a", "R17-3.3", "R17-3.4"], [Concluded]),
        new(OpinionIssued, WithdrawConsent, Permission.ConsentsRecord, [], [OpinionIssued]),
        new(OpinionIssued, AddReference, Permission.ReferencesRecord, [], [OpinionIssued]),

        new(Concluded, Report, Permission.CasesReportAndClose, ["R17-3.5c"], [Reported]),
        new(Concluded, SignFinalDiagnosis, Permission.FinalDiagnosesSign, ["R17-3.3"], [Concluded]),
        new(Concluded, WithdrawConsent, Permission.ConsentsRecord, [], [Concluded]),
        new(Concluded, AddReference, Permission.ReferencesRecord, [], [Concluded]),

        new(Reported, SignFinalDiagnosis, Permission.FinalDiagnosesSign, ["R17-3.3"], [Concluded]),
        new(Reported, WithdrawConsent, Permission.ConsentsRecord, [], [Reported]),
        new(Reported, AddReference, Permission.ReferencesRecord, [], [Reported]),
        new(Reported, Close, Permission.CasesReportAndClose, ["R17-3.6b"], [Closed]),

        new(Closed, WithdrawConsent, Permission.ConsentsRecord, [], [Closed]),
        new(Closed, AddReference, Permission.ReferencesRecord, [], [Closed]),
        new(Closed, Reopen, Permission.CasesReportAndClose, [], [Reported]),
    ];

    /// <summary>The line for the event in the state, or null when it cannot happen there.</summary>
    public static CaseTransition? Find(CaseState from, CaseEvent what) => Table.FirstOrDefault(t => t.From == from && t.Event == what);

    /// <summary>Moves the case along a line of the table.</summary>
    /// <exception cref="InvalidOperationException">The table has no such line: a bug of the act, which must have asked first.</exception>
    internal static void Move(Case subject, CaseEvent what, CaseState to)
    {
        if (Find(subject.State, what) is not { } line || !line.To.Contains(to))
        {
            throw new InvalidOperationException($"The state table has no line {subject.State} –{what}→ {to}.");
        }

        subject.State = to;
    }

    /// <summary>True from the final diagnosis on.</summary>
    public static bool IsComplete(CaseState state) => state is Concluded or Reported or Closed;
}
