using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Devices.Contracts;
using Hengjian.Governance.Institutions.Registers;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Registers;
using Hengjian.Web.Components.Decisions;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Components.Forms;
using Hengjian.Web.Resources;
using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Pages.Devices;

/// <summary>What the pages of equipment and consumables share: words for codes, people by name, decisions as panels.</summary>
public abstract class DevicePage : FormPage<DevicesText>
{
    /// <summary>A register that is chosen from is not paged.</summary>
    internal static readonly PageRequest Whole = new(1, 1000);

    [Inject]
    internal DecisionViews Decided { get; set; } = null!;

    [Inject]
    internal IActorNames Actors { get; set; } = null!;

    internal DecisionView Panel(Decision decision) => Decided.Of(decision);

    /// <summary>Names of users by id; an unknown one is a dash.</summary>
    internal Task<Func<Guid?, string>> NamesAsync(IEnumerable<Guid?> ids) => Actors.NamesAsync(Caller.InstitutionId, ids, Aborted);

    internal async Task<IReadOnlyList<Choice>> DepartmentChoicesAsync(Departments departments) =>
        [.. (await departments.ListAsync(Caller, Whole, Aborted)).Items.Select(d => new Choice(d.Id.ToString("D"), d.Name))];

    internal async Task<IReadOnlyList<Choice>> DeploymentChoicesAsync(Deployments deployments) =>
        [.. (await deployments.ListAsync(Caller, null, Whole, Aborted, studies: false)).Items.Select(d => new Choice(d.Id.ToString("D"), d.Name))];

    protected static string ClauseHref(string clause) => DecisionViews.ClauseHref(clause);

    /// <summary>Certificates between the form and the request.</summary>
    internal static RowSet CertificateRows(IReadOnlyList<DeviceCertificate>? stored) => RowSet.Of("certificates", stored ?? [], c =>
    [
        ("number", c.Number), ("filing", c.Filing ? "true" : null), ("validFrom", Day(c.ValidFrom)), ("validTo", Day(c.ValidTo)), ("withdrawnOn", Day(c.WithdrawnOn)), ("recalledOn", Day(c.RecalledOn)),
    ]);

    internal RowSet CertificateRows() => RowSet.Read(Form, "certificates", ["number", "validFrom", "validTo", "withdrawnOn", "recalledOn"], "filing");

    internal IReadOnlyList<Governance.Devices.EquipmentRegister.DeviceCertificateInput> CertificatesOf(RowSet rows) => rows.Select(i => new Governance.Devices.EquipmentRegister.DeviceCertificateInput
    {
        Number = rows.Text(i, "number"),
        Filing = rows.IsChecked(i, "filing"),
        ValidFrom = rows.Date(i, "validFrom", Form.Errors),
        ValidTo = rows.Date(i, "validTo", Form.Errors),
        WithdrawnOn = rows.Date(i, "withdrawnOn", Form.Errors),
        RecalledOn = rows.Date(i, "recalledOn", Form.Errors),
    });

    internal static IReadOnlyList<Governance.Devices.EquipmentRegister.DeviceCertificateInput> InputsOf(IReadOnlyList<DeviceCertificate> certificates) =>
        [.. certificates.Select(c => new Governance.Devices.EquipmentRegister.DeviceCertificateInput { Number = c.Number, Filing = c.Filing, ValidFrom = c.ValidFrom, ValidTo = c.ValidTo, WithdrawnOn = c.WithdrawnOn, RecalledOn = c.RecalledOn })];

    protected static string CertificateLine(DeviceCertificate c) => $"{c.Number} {Day(c.ValidFrom)}–{Day(c.ValidTo)}";

    protected static string OverrideName(string field) => $"overrides[{field}]";

    /// <summary>Reasons given for overriding rules of these fields.</summary>
    internal Dictionary<string, string> OverridesOf(IEnumerable<string> fields) =>
        fields.Select(f => (Field: f, Reason: Form.Text(OverrideName(f)))).Where(f => f.Reason is not null).ToDictionary(f => f.Field, f => f.Reason!, StringComparer.Ordinal);

    /// <summary>True where the page asks why a rule is overridden.</summary>
    protected bool AsksOverride(string field, bool before) => Overridable.Contains(field) || (Form.IsPosted ? Form.Text(OverrideName(field)) is not null : before);
}
