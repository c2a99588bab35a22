using System.Globalization;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Registers;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Demonstration;

/// <summary>What years of personnel work leave on records: staff numbers, titles with their days, qualification certificates, a filing about to end, a suspension of the past, somebody who left.</summary>
internal sealed class DemonstrationPractitioners(IServiceProvider services, DateOnly today)
{
    private const string OtherHospital = "示范市第二人民医院";

    /// <summary>Answers the record of the one who left.</summary>
    public async Task<Guid> FillAsync(DemonstrationRegisters registers, CancellationToken cancellationToken)
    {
        var context = new WriteRequest(Caller.System(registers.InstitutionId), "demonstration");
        var register = services.GetRequiredService<Practitioners.Registers.Practitioners>();
        var number = 400;
        foreach (var (user, id) in registers.Practitioners)
        {
            number++;
            var stored = (await register.FindAsync(context.Caller, id, cancellationToken))!;
            await register.ChangeAsync(id, stored.Version, Change(user, stored, number), context, cancellationToken).Value();
        }

        await register.RegisterAsync(Visiting(), context, cancellationToken).Value();
        await register.RegisterAsync(Nurse(), context, cancellationToken).Value();
        return (await register.RegisterAsync(Gone(), context, cancellationToken).Value()).Id;
    }

    private PractitionerRequest Change(string user, PractitionerView stored, int number)
    {
        var request = PractitionerRequest.Of(stored) with
        {
            StaffNumber = string.Create(CultureInfo.InvariantCulture, $"R{number:0000}"),
            LicenceTo = stored.LicenceNumber is null ? null : today.AddYears(4),
        };
        return user switch
        {
            "radiologist1" => request with
            {
                QualificationNumber = "201099110990101190001010018",
                Titles = [Title(StaffTitle.Resident, 14, 9), Title(StaffTitle.Attending, 9, 3), Title(StaffTitle.AssociateChief, 3)],
            },
            "radiologist2" => request with { Titles = [Title(StaffTitle.Resident, 9, 4), Title(StaffTitle.Attending, 4)] },
            "supervisor" => request with { LicenceTo = today.AddDays(52), Titles = [Title(StaffTitle.AssociateChief, 16, 8), Title(StaffTitle.Chief, 8)] },
            "junior" => request with { Suspensions = [new AbsenceInput { From = today.AddDays(-320), To = today.AddDays(-300), Reason = "病历书写考核未通过" }] },
            "technician" => request with { Titles = [Title(StaffTitle.Technologist, 8, 2), Title(StaffTitle.ChargeTechnologist, 2)] },
            _ => request,
        };
    }

    /// <summary>Registered at another hospital; the filing here ends soon. Half of full time here.</summary>
    private PractitionerRequest Visiting() => new()
    {
        Name = "江远帆",
        StaffNumber = "V0012",
        Kind = PractitionerKind.Physician,
        Titles = [Title(StaffTitle.Attending, 5)],
        LicenceNumber = "110990101900001",
        LicenceCategory = "临床",
        LicenceFrom = today.AddYears(-9),
        LicensedHere = false,
        Filings = [new PracticeFilingInput { Institution = "示范市第一人民医院", Here = true, From = today.AddDays(-340), To = today.AddDays(25) }, new PracticeFilingInput { Institution = "示范县医院", From = today.AddDays(-200) }],
        Scopes = [DemonstrationPeople.ImagingScope],
        SpecialtyPeriods =
        [
            new SpecialtyPeriodInput { Specialty = DemonstrationPeople.ImagingSpecialty, Kind = SpecialtyPeriodKind.Residency, From = today.AddYears(-9), To = today.AddYears(-6) },
            new SpecialtyPeriodInput { Specialty = DemonstrationPeople.ImagingSpecialty, From = today.AddYears(-6).AddDays(1), SharePercent = 50 },
        ],
        Trainings =
        [
            new TrainingInput { TechnologyCategory = "chestCt", Route = TrainingRoute.Normal, CompletedOn = today.AddYears(-2), CertificateNumber = "SF-AI-chestCt-V12", ValidTo = today.AddYears(2) },
        ],
    };

    private PractitionerRequest Nurse() => new()
    {
        Name = "柳如眉", StaffNumber = "N0033", Kind = PractitionerKind.Nurse, Titles = [Title(StaffTitle.SeniorNurse, 4)], Scopes = [],
        SpecialtyPeriods = [new SpecialtyPeriodInput { Specialty = DemonstrationPeople.ImagingSpecialty, From = today.AddYears(-4) }],
    };

    private PractitionerRequest Gone() => new()
    {
        Name = "唐怀远",
        StaffNumber = "R0207",
        Kind = PractitionerKind.Physician,
        Titles = [Title(StaffTitle.Chief, 10)],
        LicenceNumber = "110990101900002",
        LicenceCategory = "临床",
        Scopes = [DemonstrationPeople.ImagingScope],
        SpecialtyPeriods = [new SpecialtyPeriodInput { Specialty = DemonstrationPeople.ImagingSpecialty, From = today.AddYears(-20), To = today.AddDays(-91) }],
        Departures = [new AbsenceInput { From = today.AddDays(-90), Reason = "调往" + OtherHospital }],
    };

    private TitleInput Title(StaffTitle title, int yearsAgo, int? untilYearsAgo = null) =>
        new() { Title = title, From = today.AddYears(-yearsAgo), To = untilYearsAgo is { } until ? today.AddYears(-until).AddDays(-1) : null };
}
