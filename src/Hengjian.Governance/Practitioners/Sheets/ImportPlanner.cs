using System.Text.RegularExpressions;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Protection;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Domain;
using Hengjian.Governance.Practitioners.Registers;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Tables;

namespace Hengjian.Governance.Practitioners.Sheets;

/// <summary>Compares a file with what is on record, row by row. Nothing is stored; rows that are wrong name their cell and reason.</summary>
internal sealed partial class ImportPlanner
{
    private readonly FieldProtector _fields;
    private readonly Guid _institution;
    private readonly DateTimeOffset _now;
    private readonly DateOnly _today;
    private readonly IReadOnlyDictionary<Guid, string> _departments;
    private readonly Dictionary<string, Guid> _departmentIds;
    private readonly PractitionerReferences _references;
    private readonly Dictionary<Guid, Practitioner> _byId;
    private readonly Dictionary<string, Practitioner> _byStaffNumber;
    private readonly Dictionary<string, Practitioner> _byLicence;

    /// <param name="stored">Every practitioner on record; those that change are the instances given here.</param>
    /// <param name="departments">Names of departments by id.</param>
    /// <param name="certificates">What is known of the certificates that the file names; null: a file is only written.</param>
    public ImportPlanner(
        IReadOnlyCollection<Practitioner> stored,
        IReadOnlyDictionary<Guid, string> departments,
        FieldProtector fields,
        Guid institution,
        DateTimeOffset now,
        GivenCertificates? certificates = null)
    {
        _fields = fields;
        _institution = institution;
        _now = now;
        _today = ShanghaiDay.Of(now);
        _departments = departments;
        _departmentIds = departments.GroupBy(d => d.Value.Trim(), StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.First().Key, StringComparer.OrdinalIgnoreCase);
        _references = PractitionerReferences.Of(stored, departments.Keys, certificates ?? GivenCertificates.None);
        _byId = stored.ToDictionary(p => p.Id);
        _byStaffNumber = stored.Where(p => p.StaffNumber is not null).ToDictionary(p => p.StaffNumber!, StringComparer.Ordinal);
        _byLicence = stored.Where(p => p.LicenceNumber is not null).ToDictionary(p => p.LicenceNumber!, StringComparer.Ordinal);
    }

    /// <param name="file">The file.</param>
    /// <param name="compared">Told now and then how many rows are compared.</param>
    public ImportPlan Plan(PractitionerFile file, Action<int>? compared = null)
    {
        var rows = new List<(ImportRow Row, long Version)>(file.People.Count);
        var changes = new List<PlannedChange>();
        var seen = new HashSet<Guid>();
        foreach (var person in file.People)
        {
            rows.Add(PlanOne(person, changes, seen));
            if (rows.Count % ImportPractitioners.Step == 0)
            {
                compared?.Invoke(rows.Count);
            }
        }

        foreach (var stray in file.Strays.GroupBy(s => (s.Sheet, s.Row)))
        {
            rows.Add((new ImportRow(stray.Key.Sheet, stray.Key.Row, null, null, ImportRowState.Error, [], [.. stray]), 0));
        }

        return new ImportPlan([.. rows.Select(r => r.Row)], changes, file.Notes, ImportPlan.FingerprintOf(rows)) { Ground = new ImportGround(_byId.Values.ToDictionary(p => p.Id, p => p.Version), _departments) };
    }

    private (ImportRow Row, long Version) PlanOne(FilePerson person, List<PlannedChange> changes, HashSet<Guid> seen)
    {
        var problems = new List<ImportProblem>([.. person.Main.Problems, .. person.Sections.Values.SelectMany(s => s).SelectMany(r => r.Problems)]);
        var stored = Find(person.Main, problems);
        if (stored is not null && !seen.Add(stored.Id))
        {
            problems.Add(Problem(person.Main, null, "tables.personTwice"));
        }

        if (problems.Count > 0)
        {
            return (Wrong(person, stored, problems), 0);
        }

        var target = stored ?? new Practitioner { InstitutionId = _institution, Id = Guid.CreateVersion7(_now), CreatedAt = _now };
        var errors = new FieldErrors();
        var request = FileRequest.Of(person, stored is null ? null : PractitionerView.Of(stored, _fields, _today), _today, Department, errors);
        var filled = FilledPractitioner.Of(request, target, _fields, _now, errors);
        var identity = PersonalNumbers.Index(_fields, _institution, filled.Numbers.Identity);
        _references.Check(_institution, target.Id, filled, identity, errors);
        if (errors.Any)
        {
            problems.AddRange(errors.ToRefusal().Errors.Select(e => Located(person, e)));
            return (Wrong(person, stored, problems), 0);
        }

        _references.Add(target.Id, filled.Licence, filled.StaffNumber, identity);
        var differences = stored is null ? [] : Differences(stored, filled);
        var state = stored is null ? ImportRowState.New : differences.Count > 0 ? ImportRowState.Changed : ImportRowState.Unchanged;
        if (state != ImportRowState.Unchanged)
        {
            changes.Add(new PlannedChange(target, filled, stored is null));
        }

        return (new ImportRow(person.Main.Sheet, person.Main.Number, request.Name, stored?.Id, state, differences, []), target.Version);
    }

    /// <summary>The record that a row means; null for a person to be made. A row that could mean two is wrong.</summary>
    private Practitioner? Find(FileRow row, List<ImportProblem> problems)
    {
        if (row.Text("id") is { } id)
        {
            if (Guid.TryParse(id, out var known) && _byId.TryGetValue(known, out var byId))
            {
                return byId;
            }

            problems.Add(Problem(row, "id", "tables.unknownRecord"));
            return null;
        }

        var byStaff = row.Text("staffNumber") is { } staff ? _byStaffNumber.GetValueOrDefault(staff) : null;
        var byLicence = row.Text("licenceNumber") is { } licence ? _byLicence.GetValueOrDefault(licence) : null;
        if (byStaff is not null && byLicence is not null && byStaff != byLicence)
        {
            problems.Add(Problem(row, "licenceNumber", "tables.twoPeople"));
        }

        if (row.Text("staffNumber") is null && row.Text("licenceNumber") is null && problems.Count == 0)
        {
            problems.Add(Problem(row, null, "tables.keyNeeded"));
        }

        return byStaff ?? byLicence;
    }

    private Guid? Department(string name) => _departmentIds.TryGetValue(name.Trim(), out var id) ? id : null;

    private List<ImportChange> Differences(Practitioner stored, FilledPractitioner filled)
    {
        var numbers = (Identity: PersonalNumbers.Identity(stored, _fields), Qualification: PersonalNumbers.Qualification(stored, _fields));
        var before = FlatPractitioner.Of("", HeadOf(stored, numbers), stored.Details, _today);
        var after = FlatPractitioner.Of("", HeadOf(filled), filled.Details, _today);
        var changes = before.Values.Where(v => v.Value != after.Values[v.Key]).Select(v => new ImportChange(v.Key, v.Value, after.Values[v.Key])).ToList();

        // Two numbers may look alike behind their masks.
        if (numbers.Identity != filled.Numbers.Identity && changes.TrueForAll(c => c.Column != "identityNumber"))
        {
            changes.Add(new ImportChange("identityNumber", before.Values["identityNumber"], after.Values["identityNumber"]));
        }

        if (numbers.Qualification != filled.Numbers.Qualification && changes.TrueForAll(c => c.Column != "qualificationNumber"))
        {
            changes.Add(new ImportChange("qualificationNumber", before.Values["qualificationNumber"], after.Values["qualificationNumber"]));
        }

        foreach (var (section, rows) in before.Sections)
        {
            var (from, to) = (Lines(rows), Lines(after.Sections[section]));
            if (from != to)
            {
                changes.Add(new ImportChange(section, from, to));
            }
        }

        return changes;
    }

    public FlatPractitioner Flat(Practitioner p) =>
        FlatPractitioner.Of(p.Id.ToString("D"), HeadOf(p, (PersonalNumbers.Identity(p, _fields), PersonalNumbers.Qualification(p, _fields))), p.Details, _today);

    private PractitionerHead HeadOf(Practitioner p, (string? Identity, string? Qualification) numbers) =>
        new(p.Name, p.StaffNumber, p.Kind, NameOf(p.DepartmentId), p.Title, p.LicenceNumber, Mask(numbers.Identity), MaskQualification(numbers.Qualification));

    private PractitionerHead HeadOf(FilledPractitioner f) => new(
        f.Request.Name!.Trim(), f.StaffNumber, f.Request.Kind!.Value, NameOf(f.Request.DepartmentId), f.Title, f.Licence, Mask(f.Numbers.Identity), MaskQualification(f.Numbers.Qualification));

    private string? NameOf(Guid? department) => department is { } id ? _departments.GetValueOrDefault(id) : null;

    private static string? Mask(string? identity) => identity is null ? null : Masking.Identifier(identity);

    private static string? MaskQualification(string? number) => number is null ? null : PersonalNumbers.MaskQualification(number);

    private static string Lines(IReadOnlyList<string[]> rows) => string.Join("; ", rows.Select(r => string.Join(' ', r.Where(c => c.Length > 0))));

    private static ImportRow Wrong(FilePerson person, Practitioner? stored, IReadOnlyList<ImportProblem> problems) =>
        new(person.Main.Sheet, person.Main.Number, person.Main.Text("name") ?? stored?.Name, stored?.Id, ImportRowState.Error, [], problems);

    private static ImportProblem Problem(FileRow row, string? column, string code) => new(row.Sheet, row.Number, column, code, new Dictionary<string, string>());

    /// <summary>A field of the request as the cell that it came from; one that came from no cell is the row's.</summary>
    private static ImportProblem Located(FilePerson person, FieldError error)
    {
        var match = ItemField().Match(error.Field);
        var section = match.Success ? PractitionerColumns.Sections.FirstOrDefault(s => s.Member == match.Groups["list"].Value) : null;
        var index = match.Success ? int.Parse(match.Groups["index"].Value, System.Globalization.CultureInfo.InvariantCulture) : 0;
        if (section is not null && person.Sections.TryGetValue(section.Code, out var rows) && index < rows.Count)
        {
            return new ImportProblem(rows[index].Sheet, rows[index].Number, match.Groups["field"].Success ? match.Groups["field"].Value : null, error.Code, error.Arguments);
        }

        var column = match.Success ? match.Groups["list"].Value : error.Field == "departmentId" ? "department" : error.Field;
        return new ImportProblem(
            person.Main.Sheet, person.Main.Number, PractitionerColumns.People.Columns.Any(c => c.Code == column) ? column : null, error.Code, error.Arguments);
    }

    [GeneratedRegex(@"^(?<list>\w+)\[(?<index>\d{1,6})\](\.(?<field>\w+))?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ItemField();
}
