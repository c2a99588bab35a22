using System.Text.Json;
using Hengjian.Governance.Cases.Inbox;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Interop.Dicom.Mapping;
using Hengjian.Interop.Dicom.Sr;

namespace Hengjian.Interop.Dicom.Reception;

/// <summary>Says in the governance core's terms what a DICOM object is and says.</summary>
internal static class IncomingObjects
{
    public static IncomingObject From(DicomIntake intake, string fileHash, string mediaType)
    {
        var header = intake.Header;
        var name = header.Patient.Name;
        return new IncomingObject(
            header.SopInstanceUid,
            header.SopClassUid,
            CodeName.Of(header.Kind),
            intake.Digest,
            fileHash,
            mediaType,
            name is null ? null : name.Ideographic.Length > 0 ? name.Ideographic : name.Alphabetic,
            header.Patient.Id,
            [.. header.Accessions.Select(a => a.Number)],
            header.StudyInstanceUid,
            header.StudyDescription,
            intake.Report is { } report ? Report(report) : null)
        {
            SeriesInstanceUid = header.SeriesInstanceUid,
        };
    }

    private static IncomingReport Report(SrReport report)
    {
        var algorithm = report.Algorithm;
        var device = report.Observers.FirstOrDefault(o => o.IsDevice);
        return new IncomingReport(
            algorithm?.Name,
            algorithm?.Version,
            algorithm?.Manufacturer ?? device?.Manufacturer,
            report.Header.ContentInstant(ShanghaiDay.Offset),
            Findings(report, device),
            deployment => Derive(report, deployment));
    }

    /// <summary>
    /// Label and score by the deployment's mapping. Without a mapping: a measurement report with a finding is positive, a complete one without is negative, anything
    /// else has no label.
    /// </summary>
    private static DerivedResult Derive(SrReport report, DeploymentFile deployment)
    {
        if (deployment.SrMapping is { } json && AiResultMapping.TryParse(json, out var mapping, out _))
        {
            var derived = AiResultDerivation.From(report, mapping);
            return new DerivedResult(deployment.Label(derived.Label) is null ? null : derived.Label, derived.Score);
        }

        var positive = deployment.Labels.FirstOrDefault(l => l.Positive)?.Code;
        var negative = deployment.Labels.FirstOrDefault(l => !l.Positive)?.Code;
        var found = report.Groups.Count > 0 || report.Sections.Any(s => s.Findings.Count > 0);
        return new DerivedResult(found ? positive : report is { IsMeasurementReport: true, Completion: SrCompletion.Complete } ? negative : null, null);
    }

    /// <summary>What the report found, as the case page shows it: groups with their measurements and evaluations, flags, the device.</summary>
    private static string Findings(SrReport report, SrObserver? device)
    {
        // References name an object alone; where it lies stands in the evidence.
        var places = report.Evidence.Where(e => e.SopInstanceUid is not null).DistinctBy(e => e.SopInstanceUid).ToDictionary(e => e.SopInstanceUid!);
        return JsonSerializer.Serialize(
        new
        {
            completion = report.Completion,
            preliminary = report.Preliminary,
            verified = report.IsVerified,
            device = device is null ? null : new { device.Name, device.Manufacturer, device.ModelName, device.SerialNumber, device.DeviceUid },
            unidentifiedItems = report.UnidentifiedItems,
            groups = report.Groups.Select(g => new
            {
                tracking = g.TrackingIdentifier,
                findings = g.Findings.Select(f => f.Meaning),
                sites = g.FindingSites.Select(f => f.Meaning),
                measurements = g.Measurements.Select(m => new { concept = m.Concept?.Meaning, value = m.Number?.Value, unit = m.Number?.Unit?.Value }),
                evaluations = g.Evaluations.Select(e => new { concept = e.Concept?.Meaning, value = e.Value?.Meaning }),
                statements = g.Statements.Select(s => s.Text),
                images = g.References.Where(r => r.SopInstanceUid is not null).DistinctBy(r => (r.SopInstanceUid, string.Join(',', r.Frames))).Select(r => new
                {
                    studyInstanceUid = places.GetValueOrDefault(r.SopInstanceUid!)?.StudyInstanceUid,
                    seriesInstanceUid = places.GetValueOrDefault(r.SopInstanceUid!)?.SeriesInstanceUid,
                    sopInstanceUid = r.SopInstanceUid,
                    frames = r.Frames.Count == 0 ? null : r.Frames,
                }),
            }),
            statements = report.Ungrouped.Statements.Select(s => s.Text),
        },
        Options);
    }

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };
}
