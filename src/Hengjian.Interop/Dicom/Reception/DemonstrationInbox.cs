using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Interop.Dicom.Sr;
using Hengjian.Interop.Dicom.Stow;
using Hengjian.Interop.Dicom.Writing;

namespace Hengjian.Interop.Dicom.Reception;

/// <summary>Gives the demonstration's inbox something to show: synthetic reports that find no case, one of them without an algorithm, one with other content under a known UID.</summary>
public sealed class DemonstrationInbox(DicomReception reception, TimeProvider clock)
{
    /// <summary>A UID of a fixed UUID (PS3.5 B.2); objects and studies count on below it.</summary>
    private const string Root = "2.25.208716452103958812746305921847365012948";

    public async Task FillAsync(Guid institution, CancellationToken cancellationToken)
    {
        var gateway = new Caller(CallerKind.Device, Guid.CreateVersion7(clock.GetUtcNow()), "demo-gateway", institution, null, new HashSet<Role>(), new HashSet<string> { "dicom" });
        var lung = Report(1, "演示^甲", new AlgorithmIdentity { Name = "LungNodule-CAD", Version = "3.2.1" });
        foreach (var report in new[] { lung, Report(2, "演示^乙", null), lung with { IsComplete = false } })
        {
            using var file = new MemoryStream(DicomWriter.Write(AiSrBuilder.Build(report), characterSet: "GB18030"));
            await using var request = await StowRequest.ReceiveFileAsync(file, reception.Options, cancellationToken);
            await reception.ReceiveAsync(request, new WriteRequest(gateway, "demonstration"), cancellationToken);
        }
    }

    private AiSrContent Report(int number, string name, AlgorithmIdentity? algorithm)
    {
        var made = clock.GetUtcNow().ToOffset(ShanghaiDay.Offset).AddHours(-number);
        return new AiSrContent
        {
            SopInstanceUid = $"{Root}.{number}.3",
            SeriesInstanceUid = $"{Root}.{number}.2",
            StudyInstanceUid = $"{Root}.{number}.1",
            Patient = new DicomPatient(new DicomPersonName("Yanshi", name, ""), $"DEMO-{number:0000}", null, new DateOnly(1960, 1, number), null, "F"),
            AccessionNumber = $"DEMO-ACC-{number:0000}",
            ContentLocalTime = new DateTime(made.Year, made.Month, made.Day, made.Hour, made.Minute, 0, DateTimeKind.Unspecified),
            UtcOffset = ShanghaiDay.Offset,
            StudyDate = DateOnly.FromDateTime(made.DateTime),
            Device = new SrObserver { IsDevice = true, DeviceUid = $"{Root}.9", Name = "演示 AI 节点", Manufacturer = "示范医疗人工智能有限公司", ModelName = "DEMO" },
            Algorithm = algorithm,
            Procedure = new CodedConcept("LN", "24627-2", "CT Chest"),
            Findings =
            [
                new AiSrFinding { TrackingIdentifier = "1", TrackingUid = $"{Root}.{number}.100", Finding = new CodedConcept("SCT", "427359005", "Solitary nodule of lung") },
            ],
        };
    }
}
