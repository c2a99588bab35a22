using System.Globalization;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.AiResults;
using Hengjian.Governance.Cases.Closing;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Cases.FinalDiagnoses;
using Hengjian.Governance.Cases.Opinions;
using Hengjian.Governance.Cases.References;
using Hengjian.Governance.Cases.Register;
using Hengjian.Governance.FollowUps.Contracts;
using Hengjian.Governance.FollowUps.Working;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Demonstration;

/// <summary>A product as the simulation uses it: its deployment, algorithm and the two labels.</summary>
internal sealed record DemonstrationProduct(Guid Deployment, string Algorithm, string Version, string Positive, string Negative, string Examination);

/// <summary>Plays cases through the same use cases as people and devices do, under the demonstration's clock and with readers whose behaviour is stated.</summary>
internal sealed class DemonstrationCases(IServiceProvider services, DemonstrationClock clock, DemonstrationParameters parameters, IReadOnlyDictionary<string, Caller> people, Caller device)
{
    private static readonly string[] Surnames = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林"];

    private readonly Random _random = new(parameters.Seed);
    private int _patients;

    /// <summary>One simulated case on its way.</summary>
    public sealed record Played(Guid Id, DemonstrationProduct Product, bool Truth, bool AiPositive, bool EastCampus);

    /// <summary>Registers a case at <paramref name="at"/>. With a contraindication, or as another examination than the standing rule is for (<paramref name="indicated"/> false), it waits in registered.</summary>
    public async Task<Played> RegisterAsync(
        DemonstrationProduct product, DateTimeOffset at, ReadingProtocol? protocol, CancellationToken cancellationToken, bool indicated = true, bool invasive = false,
        IReadOnlyList<Guid>? readers = null, string? contraindication = null)
    {
        clock.Now = at;
        var truth = _random.NextDouble() < parameters.Prevalence;
        var east = _random.NextDouble() < 0.4;
        var specificity = parameters.AiSpecificity - (east ? parameters.SiteEffect : 0);
        var aiPositive = _random.NextDouble() < (truth ? parameters.AiSensitivity : 1 - specificity);
        _patients++;
        var female = product.Positive == "suspicious" || _random.NextDouble() < 0.45;
        var request = new RegisterCaseRequest
        {
            DeploymentId = product.Deployment,
            Patient = new PatientInput
            {
                Identifier = string.Create(CultureInfo.InvariantCulture, $"DEMO{_patients:000000}"),
                Name = Surnames[_random.Next(Surnames.Length)] + "演示" + _patients.ToString(CultureInfo.InvariantCulture),
                Sex = female ? Sex.Female : Sex.Male,
                BirthDate = ShanghaiDay.Of(at).AddYears(-40).AddDays(-_random.Next(365 * 42)),
            },
            AccessionNumber = string.Create(CultureInfo.InvariantCulture, $"DEMO-ACC-{_patients:000000}"),
            Examination = new ExaminationInput
            {
                Kind = indicated ? product.Examination : "胸部 CT 增强", PerformedAt = at.AddMinutes(-20), Site = east ? "东院区" : "本部",
                VisitKind = (_patients % 5) switch { 0 => VisitKind.Emergency, 1 or 2 => VisitKind.Inpatient, _ => VisitKind.Outpatient },
                Purpose = ExaminationPurpose.Diagnosis,
            },
            Indication = contraindication is null ? null : new IndicationAnswers { Answers = new Dictionary<string, bool> { [contraindication] = true } },
            Invasive = invasive,
            InvasiveProcedure = invasive ? new InvasiveProcedure("CT 引导下肺穿刺活检", at.AddHours(20), null) : null,
            Protocol = protocol,
            Readers = readers ?? [],
        };
        var registered = await services.GetRequiredService<RegisterCase>().HandleAsync(request, By("technician"), cancellationToken).Value();
        return new Played(registered.Id, product, truth, aiPositive, east);
    }

    /// <summary>The device sends the AI result; the technician has confirmed the acquisition unless <paramref name="operated"/> is false.</summary>
    public async Task ReceiveAiAsync(Played played, double minutesLater, CancellationToken cancellationToken, bool operated = true)
    {
        clock.Now = clock.Now.AddMinutes(minutesLater);
        var score = Math.Clamp((played.AiPositive ? 0.5 : 0.02) + (Math.Pow(_random.NextDouble(), 0.7) * 0.47), 0.01, 0.99);
        var findings = played.AiPositive
            ? JsonSerializer.SerializeToElement(new[] { new { site = "右肺上叶", diameterMm = Math.Round(4 + (_random.NextDouble() * 12), 1), type = "实性", images = Images() } })
            : JsonSerializer.SerializeToElement(Array.Empty<object>());
        await services.GetRequiredService<ReceiveAiResult>().HandleAsync(
            played.Id,
            new AiResultRequest
            {
                Label = Label(played, played.AiPositive),
                Score = Math.Round(score, 3),
                Findings = findings,
                Algorithm = new AlgorithmInput { Name = played.Product.Algorithm, Version = played.Product.Version, Manufacturer = "演示" },
                ProducedAt = clock.Now.AddSeconds(-40),
                OperatorId = operated ? people["technician"].PractitionerId : null,
            },
            new WriteRequest(device, "demonstration"),
            cancellationToken).Value();
    }

    /// <summary>Where the finding is seen: a slice of the invented thin series.</summary>
    private static object[] Images() => [new { seriesInstanceUid = "1.2.826.0.1.3680043.10.999.7.2", sopInstanceUid = "1.2.826.0.1.3680043.10.999.7.2.118" }];

    public async Task FailAiAsync(Played played, CancellationToken cancellationToken)
    {
        clock.Now = clock.Now.AddMinutes(15);
        await services.GetRequiredService<ReportAiFailure>().HandleAsync(played.Id, new AiFailureRequest { Reason = "AI 服务 15 分钟内未返回结果" }, By("technician"), cancellationToken).Value();
    }

    /// <summary>A reader signs; the label follows from the truth, the reader's stated ability, the hour and the pull of the AI.</summary>
    public async Task<CaseState> ReadAsync(
        Played played, int reader, ReadingPhase phase, bool withAi, CancellationToken cancellationToken, bool? say = null, bool provisional = false)
    {
        clock.Now = clock.Now.AddMinutes(4 + (_random.NextDouble() * 25));
        var positive = say ?? Judge(played, reader, withAi);
        var median = withAi ? parameters.MedianSeconds.WithAi : parameters.MedianSeconds.Alone;
        var answer = await services.GetRequiredService<SignOpinion>().HandleAsync(
            played.Id,
            new OpinionRequest
            {
                Label = Label(played, positive),
                Confidence = 60 + _random.Next(39),
                Phase = phase,
                Role = reader == 0 ? OpinionRole.Review : OpinionRole.Report,
                SecondsSpent = Math.Round(median * Math.Exp(0.35 * Gaussian()), 1),
                OverrideReason = withAi && positive != played.AiPositive ? "与既往片对照后判断" : null,
                Provisional = provisional,
                Signature = DemonstrationSigning.Input,
            },
            By("radiologist" + (reader + 1).ToString(CultureInfo.InvariantCulture)),
            cancellationToken).Value();
        return answer.State;
    }

    public async Task ConcludeAsync(Played played, CancellationToken cancellationToken)
    {
        clock.Now = clock.Now.AddHours(1 + (_random.NextDouble() * 5));
        await services.GetRequiredService<SignFinalDiagnosis>().HandleAsync(
            played.Id,
            new FinalDiagnosisRequest
            {
                Label = Label(played, played.Truth),
                Text = played.Truth ? "影像发现需处理病灶，建议专科门诊进一步检查（演示）。" : "未见需处理病灶，建议常规随访（演示）。",
                Icd10 = played.Truth ? "R91.x00" : null,
                Signature = DemonstrationSigning.Input,
            },
            By("clinician"),
            cancellationToken).Value();
    }

    public async Task AddReferenceAsync(Played played, CancellationToken cancellationToken)
    {
        clock.Now = clock.Now.AddDays(1 + _random.Next(3));
        var kind = played.Truth && _random.NextDouble() < 0.6 ? ReferenceKind.Pathology : _random.NextDouble() < 0.5 ? ReferenceKind.FollowUp : ReferenceKind.Panel;
        await services.GetRequiredService<AddReference>().HandleAsync(
            played.Id,
            new ReferenceRequest { Kind = kind, Label = Label(played, played.Truth), EstablishedOn = ShanghaiDay.Of(clock.Now) },
            By("quality"),
            cancellationToken).Value();
    }

    public Task ReportAsync(Played played, CancellationToken cancellationToken) =>
        CloseAsync((close, id, request, by, ct) => close.ReportAsync(id, request, by, ct), played, "平台回执 DEMO-" + played.Id.ToString("N")[^6..], cancellationToken);

    /// <summary>Follows the case up where its plan asks for it, and closes it.</summary>
    public async Task CloseAsync(Played played, CancellationToken cancellationToken)
    {
        if (played.Truth)
        {
            clock.Now = clock.Now.AddDays(9 + _random.Next(12));
            await services.GetRequiredService<RecordFollowUp>().HandleAsync(
                played.Id,
                new FollowUpRequest
                {
                    Channel = ContactChannel.Phone, Outcome = _random.NextDouble() < 0.8 ? FollowUpResult.Confirmed : FollowUpResult.UnderTreatment, Note = "电话随访，已专科就诊（演示）。",
                    EndsPlan = "已在专科确诊并转入专病管理（演示）",
                },
                By("followup"),
                cancellationToken).Value();
        }

        await CloseAsync((close, id, request, by, ct) => close.CloseAsync(id, request, by, ct), played, "随访计划已完成", cancellationToken);
    }

    public Task CancelAsync(Played played, CancellationToken cancellationToken) =>
        CloseAsync((close, id, request, by, ct) => close.CancelAsync(id, request, by, ct), played, "检查申请已撤回", cancellationToken);

    /// <summary>The whole course of one case, up to the closed one for some.</summary>
    public async Task PlayAsync(DemonstrationProduct product, DateTimeOffset at, bool alwaysPlain, CancellationToken cancellationToken)
    {
        var blind = !alwaysPlain && _random.NextDouble() < parameters.BlindFirstShare;
        var played = await RegisterAsync(product, at, blind ? ReadingProtocol.BlindFirst : null, cancellationToken);
        var fails = _random.NextDouble() < parameters.FailureRate;
        if (fails)
        {
            await FailAiAsync(played, cancellationToken);
        }
        else
        {
            await ReceiveAiAsync(played, 2 + (_random.NextDouble() * 6), cancellationToken);
        }

        var order = Enumerable.Range(0, 3).OrderBy(_ => _random.NextDouble()).ToArray();
        foreach (var reader in order)
        {
            if (blind && !fails)
            {
                await ReadAsync(played, reader, ReadingPhase.BeforeAi, withAi: false, cancellationToken);
            }

            if (await ReadAsync(played, reader, ReadingPhase.AfterAi, withAi: !fails, cancellationToken) == CaseState.OpinionIssued)
            {
                break;
            }
        }

        await ConcludeAsync(played, cancellationToken);
        if (_random.NextDouble() < parameters.ReferenceShare)
        {
            await AddReferenceAsync(played, cancellationToken);
        }

        if (_random.NextDouble() < 0.7)
        {
            await ReportAsync(played, cancellationToken);
            if (_random.NextDouble() < 0.6)
            {
                await CloseAsync(played, cancellationToken);
            }
        }
    }

    private bool Judge(Played played, int reader, bool withAi)
    {
        var (sensitivity, specificity) = parameters.Readers[reader];
        var third = Math.Clamp((clock.Now.ToOffset(ShanghaiDay.Offset).Hour - 8) / 4, 0, 2);
        var own = _random.NextDouble() < (played.Truth ? sensitivity - (parameters.Fatigue * third) : 1 - specificity);
        return withAi && own != played.AiPositive && _random.NextDouble() < parameters.PullOfAi ? played.AiPositive : own;
    }

    private async Task CloseAsync(
        Func<CloseCase, Guid, ClosingRequest, WriteRequest, CancellationToken, Task<Outcome<CaseStateAnswer>>> act, Played played, string reason, CancellationToken cancellationToken)
    {
        clock.Now = clock.Now.AddHours(2);
        _ = await act(services.GetRequiredService<CloseCase>(), played.Id, new ClosingRequest { Reason = reason }, By("officer"), cancellationToken).Value();
    }

    private WriteRequest By(string user) => new(people[user], "demonstration");

    private static string Label(Played played, bool positive) => positive ? played.Product.Positive : played.Product.Negative;

    private double Gaussian() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
