using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Protection;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Domain;
using Hengjian.Governance.Practitioners.Registers;
using Hengjian.Governance.Practitioners.Sheets;
using Hengjian.Governance.Tables;
using Hengjian.Interop.Tables;

namespace Hengjian.Tests.Practitioners;

/// <summary>Whatever stands on records: written to a file and read again, an import of it changes nothing.</summary>
public sealed class RoundTripTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(8));
    private static readonly Guid Institution = new("0198a000-0000-7000-8000-000000000001");
    private static readonly Guid Radiology = new("0198a000-0000-7000-8000-000000000002");
    private static readonly Dictionary<Guid, string> Departments = new() { [Radiology] = "=放射科, \"东\"" };

    private readonly string _folder = Directory.CreateTempSubdirectory("hengjian-roundtrip-").FullName;
    private readonly FieldProtector _fields;

    public RoundTripTests() => _fields = new FieldProtector(new KeyFolder(DatabaseSettings.Sqlite(_folder)));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(TableFormat.Xlsx, "zh-CN"), InlineData(TableFormat.Xlsx, "en"), InlineData(TableFormat.Csv, "zh-CN"), InlineData(TableFormat.Csv, "en")]
    public void Records_WrittenAndReadAgain_AreUnchanged(TableFormat format, string language)
    {
        var files = new TableFiles();
        Prop.ForAll(Requests().NonEmptyListOf().ToArbitrary(), requests =>
        {
            var people = requests.Select(Stored).ToList();
            var planner = new ImportPlanner(people, Departments, _fields, Institution, Now);
            var written = files.Write(PractitionerSheets.Book([.. people.Select(planner.Flat)], format, language));
            var book = files.Read("人员." + format, written).Value.ShouldNotBeNull();
            var plan = new ImportPlanner(people, Departments, _fields, Institution, Now).Plan(PractitionerFile.Read(book).Value.ShouldNotBeNull());
            plan.Rows.Count.ShouldBe(people.Count);
            plan.Rows.ShouldAllBe(r => r.State == ImportRowState.Unchanged, string.Join("; ", plan.Rows.SelectMany(r => r.Changes).Select(c => $"{c.Column}: {c.From} → {c.To}").Concat(plan.Rows.SelectMany(r => r.Problems).Select(p => $"{p.Column} {p.Code}"))));
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(20_170_217, 13));
    }

    private Practitioner Stored(PractitionerRequest request, int index)
    {
        var row = new Practitioner { InstitutionId = Institution, Id = new Guid(index, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]) };
        var errors = new Hengjian.Governance.Kernel.FieldErrors();
        var filled = FilledPractitioner.Of(
            request with { IdentityNumber = index == 0 ? request.IdentityNumber : null, StaffNumber = request.StaffNumber + index.ToString(CultureInfo.InvariantCulture), LicenceNumber = string.Create(CultureInfo.InvariantCulture, $"110990101{index:000000}") },
            row, _fields, Now, errors);
        (errors.Any ? string.Join(", ", errors.ToRefusal().Errors.Select(e => e.Field + " " + e.Code)) : "").ShouldBe("");
        (row.Name, row.StaffNumber, row.DepartmentId, row.Kind, row.Title, row.LicenceNumber, row.Details) =
            (request.Name!.Trim(), filled.StaffNumber, request.DepartmentId, request.Kind!.Value, filled.Title, filled.Licence, filled.Details);
        PersonalNumbers.Store(row, filled.Numbers, _fields);
        return row;
    }

    private static Gen<PractitionerRequest> Requests()
    {
        var text = Gen.Elements("甲", "=1+1", "'=x", "+86", "@a", "-", "a,b", "\"引\"", "𠮷", "007", "1E+5x", "a b", "、", "'").NonEmptyListOf().Select(parts => Cut(string.Concat(parts).Trim()));
        var day = Gen.Choose(0, 9000).Select(d => new DateOnly(2000, 1, 1).AddDays(d));
        var span = from start in day from length in Gen.Frequency((1, Gen.Constant<int?>(null)), (3, Gen.Choose(0, 900).Select(d => (int?)d))) select (From: start, To: length is { } l ? start.AddDays(l) : (DateOnly?)null);
        var period = from s in span
                     from specialty in text
                     from kind in Gen.Elements(Enum.GetValues<SpecialtyPeriodKind>())
                     from share in Gen.Elements<int?>(null, 1, 50, 99)
                     select new SpecialtyPeriodInput { Specialty = kind == SpecialtyPeriodKind.Leave ? null : specialty, Kind = kind, From = s.From, To = s.To, SharePercent = share };
        var training = from s in span
                       from category in text
                       from route in Gen.Elements(Enum.GetValues<TrainingRoute>())
                       from number in text.OrNull()
                       from revoked in Gen.Elements(0, 1, 2)
                       select new TrainingInput
                       {
                           TechnologyCategory = category, Route = route, CompletedOn = s.From, CertificateNumber = number, ValidTo = s.To, Revoked = revoked > 0,
                           RevokedOn = revoked == 2 ? s.From.AddDays(3) : null, BaseId = revoked == 1 ? Radiology : null,
                       };
        var filing = from s in span from name in text from here in Gen.Elements(true, false) select new PracticeFilingInput { Institution = name, Here = here, From = s.From, To = s.To };
        var reason = text.OrNull();
        return from name in text
               from staff in text
               from scopes in text.ListOf()
               from category in text.OrNull()
               from periods in Gen.ListOf(period, 2)
               from trainings in Gen.ListOf(training, 2)
               from filings in Gen.ListOf(filing, 1)
               from begin in day
               from first in reason
               from inDepartment in Gen.Elements(true, false)
               from identity in Gen.Elements<string?>(null, "990101190001010018")
               from here in Gen.Elements(true, false)
               from titled in Gen.Elements(0, 1, 2)
               select new PractitionerRequest
               {
                   Name = name, StaffNumber = staff, Kind = PractitionerKind.Physician, DepartmentId = inDepartment ? Radiology : null, Scopes = [.. scopes], LicenceCategory = category,
                   LicensedHere = here, LicenceFrom = inDepartment ? begin : null, LicenceTo = here ? begin.AddYears(5) : null, IdentityNumber = identity,
                   SpecialtyPeriods = [.. periods], Trainings = [.. trainings], Filings = [.. filings],
                   Suspensions = [new AbsenceInput { From = begin, To = begin.AddDays(9), Reason = first }, new AbsenceInput { From = begin.AddDays(20) }],
                   Departures = here ? [] : [new AbsenceInput { From = begin, Reason = first }],
                   Titles = titled == 0 ? [] : [new TitleInput { Title = StaffTitle.Resident, To = begin }, .. titled == 1 ? [] : new[] { new TitleInput { Title = StaffTitle.Attending, From = begin.AddDays(1) } }],
               };
    }

    private static string Cut(string text) => text.Length > 20 ? text[..20].TrimEnd('\uD842').Trim() : text;
}
