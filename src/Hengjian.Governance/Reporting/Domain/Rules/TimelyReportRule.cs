using Hengjian.Governance.Regulations;
using Hengjian.Governance.Reporting.Contracts;

namespace Hengjian.Governance.Reporting.Domain.Rules;

/// <summary>
/// R17-3.5c: a concluded case, and every later change of it, is taken by each receiver that the pack or the receiver's own rule asks for, by the message's last day. Where the
/// technology is not listed and no receiver takes every case nothing is due, and the decision says so.
/// </summary>
internal sealed class TimelyReportRule() : Rule<TimelyReportFacts>(ClauseIds.TimelyReport)
{
    /// <summary>Why it does not apply where the technology is not listed and nobody asks for the case.</summary>
    public const string NothingDue = "report.notListed";

    /// <summary>Taken, but after its last day.</summary>
    public const string TakenLate = "report.late";

    private const string Kinds = "receivers";
    private const string ListedOnly = "listedOnly";
    private const string ListedClasses = "listedClasses";

    private static readonly RuleMessage NotConcluded = new("report.notConcluded");
    private static readonly RuleMessage NotListed = new(NothingDue, "aiClass");
    private static readonly RuleMessage NoReceiver = new("report.noReceiver", "receiverKind");
    private static readonly RuleMessage NotYetDue = new("report.notYetDue", "receiver", "due");
    private static readonly RuleMessage Overdue = new("report.overdue", "receiver", "number", "due");
    private static readonly RuleMessage Late = new(TakenLate, "receiver", "number", "due", "on");
    private static readonly RuleMessage Refused = new("report.refused", "receiver", "number");
    private static readonly RuleMessage NotMade = new("report.notMade", "receiver");

    public override IReadOnlyList<ParameterNeed> Needs => [new(Kinds, ParameterType.Set), new(ListedOnly, ParameterType.Boolean), new(ListedClasses, ParameterType.Set)];

    public override IReadOnlyList<RuleMessage> Messages => [NotConcluded, NotListed, NoReceiver, NotYetDue, Overdue, Late, Refused, NotMade];

    /// <summary>The kinds of receivers that must have a case of the class; empty where the technology is not listed.</summary>
    public static IReadOnlyList<string> RequiredKinds(string aiClass, ClauseParameters parameters) =>
        parameters.Bool(ListedOnly) && !parameters.Set(ListedClasses).Contains(aiClass) ? [] : parameters.Set(Kinds);

    /// <summary>Whether a receiver must have a case of the class.</summary>
    public static bool Asks(ReceiverFact receiver, string aiClass, ClauseParameters parameters) =>
        receiver.Duty == ReportDuty.Always || RequiredKinds(aiClass, parameters).Contains(CodeName.Of(receiver.Kind));

    public override RuleAnswer Decide(TimelyReportFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var aiClass = CodeName.Of(facts.AiClass);
        var kinds = RequiredKinds(aiClass, parameters);
        var asking = facts.Receivers.Where(r => Asks(r, aiClass, parameters)).ToList();
        var sheet = new FactSheet().Add("concludedOn", facts.ConcludedOn).Add("aiClass", aiClass).Add("receiversAsked", asking.Select(r => r.Name))
            .Add("reportMessages", facts.Deliveries.Select(d => d.Number));
        if (facts.ConcludedOn is null)
            return RuleAnswer.NotApplicable(sheet, NotConcluded.With());
        if (kinds.Count == 0 && asking.Count == 0 && facts.Deliveries.Count == 0)
            return RuleAnswer.NotApplicable(sheet, NotListed.With(aiClass));

        var today = ShanghaiDay.Of(at);
        var missing = kinds.Where(k => facts.Receivers.All(r => CodeName.Of(r.Kind) != k)).Select(k => NoReceiver.With(k)).ToList();
        missing.AddRange(asking.Where(r => facts.Deliveries.All(d => d.ReceiverId != r.Id)).Select(r => NotMade.With(r.Name)));
        missing.AddRange(facts.Deliveries.Select(d => Fault(d, today)).OfType<MissingItem>());
        return missing.Count == 0 && facts.Deliveries.FirstOrDefault(d => IsOpen(d.State)) is { } open
            ? RuleAnswer.NotApplicable(sheet, NotYetDue.With(open.Receiver, Text(open.DueOn)))
            : RuleAnswer.From(sheet, missing);
    }

    private static MissingItem? Fault(DeliveryFact d, DateOnly today) => d.State switch
    {
        ReportState.Accepted => d.ReceivedOn > d.DueOn ? Late.With(d.Receiver, d.Number, Text(d.DueOn), Text(d.ReceivedOn)) : null,
        ReportState.Rejected => Refused.With(d.Receiver, d.Number),
        _ when IsOpen(d.State) && today > d.DueOn => Overdue.With(d.Receiver, d.Number, Text(d.DueOn)),
        _ => null,
    };

    private static bool IsOpen(ReportState state) => state is ReportState.Pending or ReportState.Held or ReportState.Ready or ReportState.Sent;

    private static string Text(DateOnly? day) => ClauseParameter.TextOf(day) ?? "–";
}
