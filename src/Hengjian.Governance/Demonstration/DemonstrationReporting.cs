using System.Globalization;
using System.Text;
using Hengjian.Governance.DataUse.Contracts;
using Hengjian.Governance.DataUse.Register;
using Hengjian.Governance.Documents.Attaching;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Reporting.Bundles;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Governance.Reporting.Outbox;
using Hengjian.Governance.Reporting.Receivers;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Demonstration;

/// <summary>
/// Reporting in the demonstration: a platform that takes a web form by hand and a centre that takes bundles, both for the cases of the last weeks; one report is receipted, one refused with a
/// reason, others wait.
/// </summary>
internal sealed class DemonstrationReporting(IServiceProvider services, IReadOnlyDictionary<string, Caller> callers, DateOnly present)
{
    private readonly WriteRequest _officer = new(callers["officer"], "demonstration");
    private Guid _platform;
    private Guid _centre;

    /// <summary>Registers the receivers before the first case that is reported to them.</summary>
    public async Task RegisterAsync(CancellationToken cancellationToken)
    {
        _platform = await ReceiverAsync("省医疗技术临床应用信息化管理平台（演示）", ReceiverKind.TechnologyPlatform, ReportChannel.WebForm, "https://platform.example.org/", [ReportSubject.Case], cancellationToken);
        _centre = await ReceiverAsync("市人工智能质控中心（演示）", ReceiverKind.QualityControlCentre, ReportChannel.Bundle, null, [ReportSubject.Case, ReportSubject.Figures], cancellationToken);
    }

    /// <summary>Makes what the cases queued, and lets some of it be answered.</summary>
    public async Task DeliverAsync(Guid institution, CancellationToken cancellationToken)
    {
        await services.GetServices<IRoutine>().OfType<QueueFigures>().Single().RunAsync(institution, cancellationToken);
        await services.GetRequiredService<MakeReports>().RunAsync(institution, cancellationToken);
        var outbox = services.GetRequiredService<OutboxQueries>();
        var acts = services.GetRequiredService<OutboxActs>();
        var byHand = (await outbox.ListAsync(_officer.Caller, new OutboxFilter(State: ReportState.Ready, ReceiverId: _platform), new PageRequest(1, 50), cancellationToken)).Items;
        for (var i = 0; i < Math.Min(3, byHand.Count); i++)
        {
            var refused = i == 2;
            var request = new ManualReceiptRequest
            {
                Outcome = refused ? ReceiptOutcome.Rejected : ReceiptOutcome.Accepted,
                ReceiptNumber = string.Create(CultureInfo.InvariantCulture, $"DEMO-{i + 1:0000}"),
                EnteredOn = present,
                Reason = refused ? "ICD-10 编码未在平台目录中" : null,
            };
            _ = await acts.ReceiveByHandAsync(byHand[i].Id, request, _officer, cancellationToken).Value();
        }

        if ((await outbox.ListAsync(_officer.Caller, new OutboxFilter(State: ReportState.Ready, ReceiverId: _centre), new PageRequest(1, 1), cancellationToken)).Total > 0)
        {
            _ = await services.GetRequiredService<ReportBundles>().MakeAsync(_centre, _officer, cancellationToken).Value();
        }
    }

    private async Task<Guid> ReceiverAsync(string name, ReceiverKind kind, ReportChannel channel, string? address, IReadOnlyList<ReportSubject> subscriptions, CancellationToken cancellationToken)
    {
        var receiver = await services.GetRequiredService<ReceiverRegister>().RegisterAsync(
            new ReceiverRequest { Name = name, Kind = kind, Channel = channel, Duty = ReportDuty.Always, Subscriptions = subscriptions, Address = address, FromDay = present.AddDays(-16) }, _officer, cancellationToken).Value();
        await AllowAsync(name, AmountUnit.Cases, [DataCategory.AiResults, DataCategory.Reports, DataCategory.Demographics], cancellationToken);
        if (subscriptions.Contains(ReportSubject.Figures))
        {
            await AllowAsync(name, AmountUnit.Files, [DataCategory.Statistics], cancellationToken);
        }

        return receiver.Id;
    }

    /// <summary>The entry of the register of data use under which reports leave for the receiver.</summary>
    private async Task AllowAsync(string name, AmountUnit unit, DataCategory[] categories, CancellationToken cancellationToken)
    {
        var entry = await services.GetRequiredService<DataUseRegister>().RegisterAsync(
            new DataUseRequest
            {
                Receiver = name, Purpose = DataUsePurpose.Reporting, PurposeText = "上报", Basis = LegalBasis.Law, BasisText = "医疗技术临床应用管理办法（演示）",
                Categories = categories, Identifiable = false, AmountLimit = 100_000, Unit = unit,
                Agreement = "上报（演示）", From = present.AddDays(-10), To = present.AddYears(1), KeptBecause = "依法上报，由接收方保存",
            },
            _officer,
            cancellationToken).Value();
        using var agreement = new MemoryStream(Encoding.UTF8.GetBytes($"上报对接文件（演示）\n接收方：{name}\n"));
        _ = await services.GetRequiredService<AttachDocument>().HandleAsync(
            new DocumentRequest { SubjectKind = "dataUse", SubjectId = entry.Id, Category = DocumentCategory.Agreement, Title = "上报对接文件（演示）" },
            new ArrivedFile("上报对接文件.txt", "text/plain", agreement),
            _officer,
            cancellationToken).Value();
    }
}
