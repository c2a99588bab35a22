using System.Globalization;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Web.Components.Forms;
using Hengjian.Web.Components.Pages.Registers;

namespace Hengjian.Web.Components.Pages.Technologies;

/// <summary>The particulars of a version between the form and the request: its repeated groups. Names are those of the version's request.</summary>
internal sealed record ParticularsForm(RowSet Claims, RowSet Studies, RowSet Development)
{
    public const string Prefix = "particulars.";

    public static ParticularsForm Read(PostedForm form) => new(
        RowSet.Read(form, Prefix + "claims", ["measure", "value", "low", "high", "referenceStandard", "operatingPoint", "study"]),
        StudyFields.Read(form, Prefix + "studies"),
        RowSet.Read(form, Prefix + "development", ["completedOn", "evidence"], "stage"));

    public static ParticularsForm Of(VersionParticulars? stored) => new(
        RowSet.Of(Prefix + "claims", stored?.Claims ?? [], c =>
        [
            ("measure", c.Measure), ("value", Text(c.Value)), ("low", Text(c.Low)), ("high", Text(c.High)), ("referenceStandard", c.ReferenceStandard),
            ("operatingPoint", c.OperatingPoint), ("study", c.Study),
        ]),
        StudyFields.Of(Prefix + "studies", stored?.Studies ?? []),
        RowSet.Of(Prefix + "development", stored?.Development ?? [], d =>
            [("stage", d.Stage is { } stage ? CodeName.Of(stage) : null), ("completedOn", d.CompletedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("evidence", d.Evidence)]));

    /// <summary>What the form asks to be stored; what could not be read is in the form's errors.</summary>
    /// <param name="form">The form.</param>
    /// <param name="generates">True where the form has the section of generated content.</param>
    public VersionParticulars Particulars(PostedForm form, bool generates) => new()
    {
        TargetPopulation = form.Text(Prefix + "targetPopulation"),
        KnownLimits = form.Text(Prefix + "knownLimits"),
        TrainingData = new TrainingDatasheet
        {
            Sources = form.Text(Prefix + "trainingData.sources"),
            Size = form.Whole(Prefix + "trainingData.size"),
            Sites = form.Text(Prefix + "trainingData.sites"),
            From = form.Date(Prefix + "trainingData.from"),
            To = form.Date(Prefix + "trainingData.to"),
            Demographics = form.Text(Prefix + "trainingData.demographics"),
            Labelling = form.Text(Prefix + "trainingData.labelling"),
            KnownGaps = form.Text(Prefix + "trainingData.knownGaps"),
        },
        Claims = Claims.Select(i => new PerformanceClaim(
            Claims.Text(i, "measure"), Number(form, Claims, i, "value"), Number(form, Claims, i, "low"), Number(form, Claims, i, "high"), Claims.Text(i, "referenceStandard"),
            Claims.Text(i, "operatingPoint"), Claims.Text(i, "study"))),
        Studies = StudyFields.Studies(Studies, form),
        Generative = !generates ? null : new GenerativeFacts
        {
            FacesPublic = form.YesNo(Prefix + "generative.facesPublic"),
            FilingNumbers = RegisterPage.Lines(form.Text(Prefix + "generative.filingNumbers")),
            ExplicitLabel = form.YesNo(Prefix + "generative.explicitLabel"),
            ImplicitLabel = form.YesNo(Prefix + "generative.implicitLabel"),
            KnowledgeBase = form.Text(Prefix + "generative.knowledgeBase"),
            KnowledgeProvenance = form.Text(Prefix + "generative.knowledgeProvenance"),
            PromptLogKept = form.YesNo(Prefix + "generative.promptLogKept"),
        },
        Development = Development.Select(i => new DevelopmentEvidence(
            Development.Code<DevelopmentStage>(i, "stage", form.Errors), Development.Date(i, "completedOn", form.Errors), Development.Text(i, "evidence"))),
    };

    private static string? Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);

    private static double? Number(PostedForm form, RowSet rows, int row, string field)
    {
        if (rows.Text(row, field) is not { } text)
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value))
        {
            return value;
        }

        form.Errors.Add(rows.FieldName(row, field), "field.malformed");
        return null;
    }
}
