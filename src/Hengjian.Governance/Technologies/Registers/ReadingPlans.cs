using System.Globalization;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Technologies.Registers;

/// <summary>Where links to an image viewer may lead, in the section <c>viewer</c> of <c>DIR/hengjian.json</c>.</summary>
public sealed class ViewerOptions
{
    public const string Section = "viewer";

    /// <summary>Hosts of the intranet that may be reached by plain http; every other address is https.</summary>
    public IReadOnlyList<string> HttpHosts { get; set; } = [];
}

/// <summary>The reading plan of a deployment with the version that a change must name.</summary>
public sealed record ReadingPlanView(Guid DeploymentId, string DeploymentName, long Version, ReadingPlan Plan, IReadOnlyList<LabelDefinition> Labels)
{
    /// <summary>Share of blind-first cases that classified management asks for; null where it asks for nothing.</summary>
    public int? BlindFirstAsked { get; init; }
}

/// <summary>The register of reading plans: data of a deployment, changed under its version.</summary>
public sealed class ReadingPlans(IWriter writer, Database database, IClassifiedManagement classes, ViewerOptions viewers)
{
    private const int Most = 40;

    public async Task<ReadingPlanView?> FindAsync(Caller caller, Guid deploymentId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var found = await (
            from deployment in db.Set<Deployment>()
            where deployment.Id == deploymentId && deployment.Stage != DeploymentStage.Study
            join technology in db.Set<Technology>() on deployment.TechnologyId equals technology.Id
            select new { deployment, technology.Labels }).FirstOrDefaultAsync(cancellationToken);
        return found is null
            ? null
            : new ReadingPlanView(found.deployment.Id, found.deployment.Name, found.deployment.Version, found.deployment.ReadingPlan ?? ReadingPlan.Plain, found.Labels)
            {
                BlindFirstAsked = (await classes.ForAsync(db, deploymentId, cancellationToken))?.BlindFirstPercent,
            };
    }

    public Task<Outcome<Changed>> ChangeAsync(Guid deploymentId, long version, ReadingPlan plan, WriteRequest context, CancellationToken cancellationToken) => writer.ChangeAsync(
        db => db.Set<Deployment>().Where(d => d.Id == deploymentId && d.Stage != DeploymentStage.Study),
        version,
        context,
        "deployment",
        "deployment.readingPlan.changed",
        async (deployment, scope, ct) =>
        {
            var labels = await scope.Db.Set<Technology>().Where(t => t.Id == deployment.TechnologyId).Select(t => t.Labels).FirstAsync(ct);
            var errors = new FieldErrors();
            CheckFields(plan, labels, errors);
            CheckAgreement(plan, labels, errors);
            CheckReasons(plan, errors);
            errors.Require(plan.BlindFirstPercent is null or (>= 0 and <= 100), "blindFirstPercent", "field.outOfRange", ("from", "0"), ("to", "100"));
            errors.Require(plan.ReadersPerCase is null or (>= 1 and <= 10), "readersPerCase", "field.outOfRange", ("from", "1"), ("to", "10"));
            CheckViewer("viewerUrl", plan.ViewerUrl, ["accession", "study"], errors);
            CheckViewer("imageUrl", plan.ImageUrl, ["accession", "study", "series", "instance", "frame"], errors);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            deployment.ReadingPlan = plan with { ViewerUrl = Trimmed(plan.ViewerUrl), ImageUrl = Trimmed(plan.ImageUrl) };
            return null;
        },
        cancellationToken);

    private static void CheckFields(ReadingPlan plan, IReadOnlyList<LabelDefinition> labels, FieldErrors errors)
    {
        errors.Require(plan.Fields.Count <= Most, "fields", "field.tooMany");
        for (var i = 0; i < Math.Min(plan.Fields.Count, Most); i++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"fields[{i}]");
            if (plan.Fields[i] is not { } field)
            {
                errors.Add(at, "field.required");
                continue;
            }

            CheckCode(field.Code, at + ".code", plan.Fields.Take(i).Select(f => f?.Code), errors);
            errors.Text(at + ".display", field.Display, 100);
            errors.Require(field.Kind is not null, at + ".kind", "field.required");
            errors.Text(at + ".unit", field.Unit, 20, required: false);
            errors.Require(field.Labels.All(l => labels.Any(known => known.Code == l)), at + ".labels", "case.unknownLabel");
            var chosen = field.Kind is ReadingFieldKind.Category or ReadingFieldKind.Location;
            errors.Require(chosen == field.Choices.Count > 0, at + ".choices", chosen ? "field.required" : "reading.noChoices");
            errors.Require(field.Choices.Count <= 200, at + ".choices", "field.tooMany");
            for (var c = 0; c < Math.Min(field.Choices.Count, 200); c++)
            {
                var place = string.Create(CultureInfo.InvariantCulture, $"{at}.choices[{c}]");
                CheckCode(field.Choices[c]?.Code, place + ".code", field.Choices.Take(c).Select(x => x?.Code), errors);
                errors.Text(place + ".display", field.Choices[c]?.Display, 100);
            }

            var number = field.Kind == ReadingFieldKind.Number;
            errors.Require(number || (field.From is null && field.To is null && field.Unit is null), at + ".from", "reading.onlyNumbers");
            errors.Require(field.From is null || double.IsFinite(field.From.Value), at + ".from", "field.malformed");
            errors.Require(field.To is null || (double.IsFinite(field.To.Value) && (field.From is null || field.To >= field.From)), at + ".to", "reading.rangeTurned");
        }
    }

    private static void CheckAgreement(ReadingPlan plan, IReadOnlyList<LabelDefinition> labels, FieldErrors errors)
    {
        var rule = plan.Agreement;
        foreach (var (label, group) in rule.Groups.Take(100))
        {
            errors.Require(labels.Any(l => l.Code == label), "agreement.groups." + label, "case.unknownLabel");
            errors.Text("agreement.groups." + label, group, 64);
        }

        errors.Require(rule.Groups.Count <= 100, "agreement.groups", "field.tooMany");
        errors.Require(
            rule.Measurement is null || plan.Fields.Any(f => f?.Code == rule.Measurement && f.Kind == ReadingFieldKind.Number), "agreement.measurement", "reading.noSuchMeasurement");
        errors.Require(rule.Measurement is null == rule.Tolerance is null, "agreement.tolerance", rule.Measurement is null ? "reading.noSuchMeasurement" : "field.required");
        errors.Require(
            rule.Tolerance is null || (double.IsFinite(rule.Tolerance.Value) && rule.Tolerance >= 0 && (!rule.InPercent || rule.Tolerance < 100)),
            "agreement.tolerance", "field.outOfRange", ("from", "0"), ("to", rule.InPercent ? "100" : "–"));
    }

    private static void CheckReasons(ReadingPlan plan, FieldErrors errors)
    {
        errors.Require(plan.OverrideReasons.Count <= Most, "overrideReasons", "field.tooMany");
        for (var i = 0; i < Math.Min(plan.OverrideReasons.Count, Most); i++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"overrideReasons[{i}]");
            CheckCode(plan.OverrideReasons[i]?.Code, at + ".code", plan.OverrideReasons.Take(i).Select(r => r?.Code), errors);
            errors.Text(at + ".display", plan.OverrideReasons[i]?.Display, 100);
        }
    }

    private static void CheckCode(string? code, string at, IEnumerable<string?> earlier, FieldErrors errors)
    {
        errors.Text(at, code, 64);
        errors.Require(string.IsNullOrEmpty(code) || code.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.'), at, "reading.code");
        errors.Require(code is null || !earlier.Contains(code), at, "reading.codeTwice");
    }

    private static string? Trimmed(string? template) => string.IsNullOrWhiteSpace(template) ? null : template.Trim();

    /// <summary>Places may stand behind the host alone, so that no accession number can lead elsewhere.</summary>
    private void CheckViewer(string field, string? template, string[] places, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(template))
        {
            return;
        }

        errors.Text(field, template, 500);
        var plain = places.Aggregate(template.Trim(), (text, place) => text.Replace("{" + place + "}", "1", StringComparison.Ordinal));
        var place = template.IndexOf('{', StringComparison.Ordinal);
        var host = template.Contains("://", StringComparison.Ordinal) ? template.IndexOf('/', template.IndexOf("://", StringComparison.Ordinal) + 3) : -1;
        errors.Require(!plain.Contains('{', StringComparison.Ordinal) && (place < 0 || (host > 0 && place > host)), field, "reading.viewerPlaces", ("places", string.Join(", ", places.Select(p => "{" + p + "}"))));
        errors.Require(Uri.TryCreate(plain, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0 && IsAllowed(uri), field, "reading.viewerAddress");
    }

    private bool IsAllowed(Uri uri) =>
        uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && viewers.HttpHosts.Contains(uri.Host, StringComparer.OrdinalIgnoreCase));
}
