using Hengjian.Web.Localization;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Cases.Register;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Registers;
using Hengjian.Web.Access;
using Hengjian.Web.Api;
using Hengjian.Web.Components.Decisions;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Components.Forms;
using Microsoft.AspNetCore.Components;
using FieldError = Hengjian.Web.Components.Design.FieldError;

namespace Hengjian.Web.Components.Pages.Cases;

/// <summary>Registers a case: first the deployment, then patient, examination, indication and who reads.</summary>
public sealed partial class RegisterCasePage
{
    private PostedForm _form = PostedForm.Empty;
    private DeploymentView? _deployment;
    private IReadOnlyList<DeploymentItem> _deployments = [];
    private IReadOnlyList<Choice> _physicians = [];
    private IReadOnlyList<Choice> _sexes = [];
    private IReadOnlyList<Choice> _visits = [];
    private IReadOnlyList<Choice> _purposes = [];
    private IReadOnlyList<Choice> _yesNo = [];
    private IReadOnlyList<Choice> _indicate = [];
    private IReadOnlyList<Choice> _protocols = [];
    private IReadOnlyList<FieldError> _errors = [];
    private IReadOnlyList<Decision> _refused = [];
    private string _key = "";
    private string? _now;

    [SupplyParameterFromQuery(Name = "deployment")]
    private Guid? Chosen { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [Inject]
    private Microsoft.Extensions.Localization.IStringLocalizer<Resources.IndicationText> Indications { get; set; } = null!;

    [Inject]
    private RegisterCase Act { get; set; } = null!;

    [Inject]
    private Deployments Deployments { get; set; } = null!;

    [Inject]
    private People People { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    internal ApiMessages Messages { get; set; } = null!;

    [Inject]
    internal DecisionViews Decided { get; set; } = null!;

    private IReadOnlyList<MendLink> Mends => [new MendLink(L["Mend.Deployment"], $"/deployments/{_deployment?.Id:D}", "layers")];

    /// <inheritdoc/>
    protected override async Task BeforeRenderAsync()
    {
        var caller = Http.GetCaller();
        _form = await PostedForm.ReadAsync(Http);
        _key = Guid.CreateVersion7(Clock.GetUtcNow()).ToString("N");
        _now = _form.IsPosted ? null : LocalTime.ForField(Clock.GetUtcNow());
        if (Chosen is not { } id)
        {
            _deployments = [.. (await Deployments.ListAsync(caller, null, new PageRequest(1, ListQuery.LargestPage), Http.RequestAborted)).Items.Where(d => d.Stage != DeploymentStage.Study)];
            return;
        }

        _deployment = await Deployments.FindAsync(caller, id, Http.RequestAborted);
        if (_deployment is null)
        {
            Navigation.NotFound();
            return;
        }

        _physicians = await People.ChoicesAsync(caller, PractitionerKind.Physician, Http.RequestAborted);
        _sexes = [.. Enum.GetValues<Sex>().Select(s => new Choice(CodeName.Of(s), L["Sex." + s]))];
        _visits = [.. Enum.GetValues<VisitKind>().Select(v => new Choice(CodeName.Of(v), Indications["VisitKind." + v]))];
        _purposes = [.. Enum.GetValues<ExaminationPurpose>().Select(p => new Choice(CodeName.Of(p), Indications["ExaminationPurpose." + p]))];
        _yesNo = [new("true", T["Yes"]), new("false", T["No"])];
        _indicate = [new("now", L["Register.IndicateNow"]), new("later", L["Register.IndicateLater"])];
        _protocols = [.. Enum.GetValues<ReadingProtocol>().Select(p => new Choice(CodeName.Of(p), Words.Protocol(p), L["ProtocolNote." + p]))];
    }

    private static bool InUse(DeploymentItem deployment) =>
        !deployment.Suspended && deployment.Stage is DeploymentStage.AcceptanceTest or DeploymentStage.TrialRun or DeploymentStage.RoutineUse or DeploymentStage.Shadow;

    private string? Value(string name) => _form.Text(name);

    private async Task SubmitAsync()
    {
        var request = Request();
        Outcome<RegisteredCase> outcome = _form.Errors.Any
            ? _form.Errors.ToRefusal()
            : await Act.HandleAsync(request, Body.FormRequest(Http, Value("idempotencyKey"), request), Http.RequestAborted);
        if (outcome.Value is { } registered && outcome.Refusal is null)
        {
            Navigation.NavigateTo($"/cases/{registered.Id:D}?done=registered");
            return;
        }

        _errors = outcome.Refusal switch
        {
            Invalid invalid => [.. invalid.Errors.Select(e => new FieldError(e.Field, Messages.Text(e.Code, e.Arguments)))],
            Conflict conflict => [new FieldError("", Messages.Text(conflict.Code, conflict.Arguments))],
            _ => [],
        };
        _refused = (outcome.Refusal as RuleRefused)?.Decisions ?? [];
        Http.Response.StatusCode = outcome.Refusal is Invalid ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict;
    }

    private RegisterCaseRequest Request() => new()
    {
        DeploymentId = _form.Id("deploymentId"),
        Patient = new PatientInput
        {
            Identifier = Value("patient.identifier"), Name = Value("patient.name"), Sex = _form.Code<Sex>("patient.sex"), BirthDate = _form.Date("patient.birthDate"),
        },
        AccessionNumber = Value("accessionNumber"),
        Examination = new ExaminationInput
        {
            Kind = Value("examination.kind"), PerformedAt = _form.Instant("examination.performedAt"), Site = Value("examination.site"), VisitKind = _form.Code<VisitKind>("examination.visitKind"), Purpose = _form.Code<ExaminationPurpose>("examination.purpose"),
        },
        Indication = Value("indicate") == "later" ? null : IndicationForm.Read(_form, _deployment!.IndicationChecklist),
        Invasive = _form.YesNo("invasive"),
        InvasiveProcedure = Value("invasiveProcedure.name") is { } procedure
            ? new InvasiveProcedure(procedure, _form.Instant("invasiveProcedure.plannedAt"), _form.Instant("invasiveProcedure.startedAt"))
            : null,
        Protocol = _form.Code<ReadingProtocol>("protocol"),
        Readers = _form.Ids("readers"),
        ClinicianId = _form.Id("clinicianId"),
    };
}
