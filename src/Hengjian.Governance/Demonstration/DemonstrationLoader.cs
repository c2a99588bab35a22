using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Access.Identity;
using Hengjian.Governance.Access.Signing;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Identifiers;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Transparency;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hengjian.Governance.Demonstration;

/// <summary>One sign-in of the demonstration, as <c>demo-credentials.json</c> lists it.</summary>
public sealed record DemonstrationCredential(string User, string Name, IReadOnlyList<string> Roles, string Password, Guid? PractitionerId);

/// <summary>
/// Loads the demonstration institution into an empty data folder: registers, people with random passwords, and months of synthetic cases played through the real use
/// cases under a clock of its own. A load that was cut off is found by its marker file and made again.
/// </summary>
public sealed class DemonstrationLoader(DatabaseSettings settings, TimeProvider now, DemonstrationParameters parameters, ILogger<DemonstrationLoader> log)
{
    private static readonly JsonSerializerOptions CredentialsJson = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string CredentialsFile(DatabaseSettings settings) => Path.Combine(settings.DataDirectory, "demo-credentials.json");

    private string Marker => Path.Combine(settings.DataDirectory, "demonstration.loading");

    /// <summary>Removes what a load that was cut off left behind. Must run before the database is opened.</summary>
    /// <exception cref="InvalidOperationException">The half-loaded database is on a PostgreSQL server, which is not this program's to empty.</exception>
    public static void RemoveHalfLoaded(DatabaseSettings settings)
    {
        var marker = Path.Combine(settings.DataDirectory, "demonstration.loading");
        if (!File.Exists(marker))
        {
            return;
        }

        if (settings.Provider != DatabaseProvider.Sqlite)
        {
            throw new InvalidOperationException("Loading the demonstration was cut off. Empty the PostgreSQL database and remove the file " + marker + ".");
        }

        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            File.Delete(settings.DatabaseFile + suffix);
        }

        if (Directory.Exists(settings.KeysDirectory))
        {
            Directory.Delete(settings.KeysDirectory, recursive: true);
        }

        File.Delete(marker);
    }

    /// <summary>Loads everything and answers the hospital's id; the schema must exist and hold no institution.</summary>
    public async Task<Guid> LoadAsync(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Marker, "", cancellationToken);
        var present = now.GetUtcNow();
        var clock = new DemonstrationClock(present.AddDays(-parameters.Days - 30));
        var institution = Guid.CreateVersion7(clock.Now);
        await using (var provider = Services(clock))
        {
            var region = Guid.CreateVersion7(clock.Now);
            var hospital = new DemonstrationHospital(provider, ShanghaiDay.Of(clock.Now));
            var registers = await hospital.FoundAsync(institution, cancellationToken);
            await hospital.FoundRegionAsync(region, RegionCode(), cancellationToken);
            // Founded later, so that it stands after the first wherever hospitals are listed.
            var second = Guid.CreateVersion7(clock.Now.AddHours(1));
            var remoteReader = await new DemonstrationRemote(provider, ShanghaiDay.Of(present)).FoundAsync(second, cancellationToken);
            var known = new Dictionary<string, Guid>(registers.Practitioners) { [DemonstrationRemote.Reader] = remoteReader };
            var (credentials, callers) = await AddPeopleAsync(provider, registers with { Practitioners = known }, region, second, cancellationToken);
            var technologies = new DemonstrationTechnologies(provider, ShanghaiDay.Of(clock.Now));
            await technologies.FillAsync(registers, callers["officer"], cancellationToken);
            var device = new Caller(CallerKind.Device, Guid.CreateVersion7(clock.Now), "demo-ai-node", institution, null, new HashSet<Role>(), new HashSet<string> { "ai-results" });
            var authorisations = new DemonstrationAuthorisations(provider, callers, ShanghaiDay.Of(clock.Now));
            await new DemonstrationFollowUps(provider, callers).PlanAsync(registers, cancellationToken);
            await authorisations.SeatCommitteesAsync(cancellationToken);
            await authorisations.AuthoriseAsync(registers, cancellationToken);
            await new DemonstrationPolicies(provider, callers, ShanghaiDay.Of(clock.Now)).WriteAsync(registers, cancellationToken);
            var training = await new DemonstrationTraining(provider, callers, ShanghaiDay.Of(clock.Now)).FoundAsync(registers, cancellationToken);
            await new DemonstrationIndications(provider, callers, authorisations).ApproveAsync(registers, cancellationToken);
            var cases = new DemonstrationCases(provider, clock, parameters, callers, device);
            var reading = new DemonstrationReading(provider, clock, callers, registers, cases);
            await reading.PlanAsync(cancellationToken);
            var devices = new DemonstrationDevices(provider, clock, callers, registers);
            await devices.FurnishAsync(cancellationToken);
            var reporting = new DemonstrationReporting(provider, callers, ShanghaiDay.Of(present));
            await reporting.RegisterAsync(cancellationToken);
            var story = new DemonstrationStory(cases, clock, parameters, registers);
            await story.PlayAsync(present, cancellationToken);
            await technologies.SendUnadmittedAsync(cases, registers, device, present, cancellationToken);
            await devices.UseAsync(present, cancellationToken);
            await new DemonstrationIndications(provider, callers, authorisations).OverrideAsync(cases, clock, registers, present, cancellationToken);
            clock.Now = present;
            await new DemonstrationIndications(provider, callers, authorisations).ApproveFormsAsync(ShanghaiDay.Of(present), cancellationToken);
            var gone = await new DemonstrationPractitioners(provider, ShanghaiDay.Of(present)).FillAsync(registers, cancellationToken);
            await story.LeaveBehindAsync(gone, present, cancellationToken);
            await reading.ReadAsync(present, cancellationToken);
            clock.Now = present;
            await new DemonstrationEnrolments(provider, clock, callers, registers).PlayAsync(training, present, cancellationToken);
            clock.Now = present;
            await new DemonstrationLifeCycle(provider, callers, authorisations, ShanghaiDay.Of(clock.Now)).ConfirmAsync(registers, cancellationToken);
            await new DemonstrationFollowUps(provider, callers).CallAsync(cancellationToken);
            await new DemonstrationSafety(provider, clock, callers, registers).ReportAsync(cancellationToken);
            await new DemonstrationConcerns(provider, clock, callers).RaiseAsync(institution, cancellationToken);
            await new DemonstrationRemote(provider, ShanghaiDay.Of(present)).AgreeAsync(registers, callers, cancellationToken);
            await new DemonstrationTraining(provider, callers, ShanghaiDay.Of(present)).ApplyElsewhereAsync(cancellationToken);
            await new DemonstrationObserved(provider, clock, callers, registers, cases).SignAsync(present, cancellationToken);
            await new DemonstrationOutcomes(provider, clock, callers).FollowAsync(institution, present, cancellationToken);
            await new DemonstrationExaminations(provider, clock, callers).PlayAsync(training.Physicians, present, cancellationToken);
            await reporting.DeliverAsync(institution, cancellationToken);
            await DemonstrationReadiness.EvaluateAsync(provider, institution, cancellationToken);
            await provider.GetRequiredService<LedgerSequencer>().IntegrateAsync(institution, cancellationToken);
            await provider.GetRequiredService<LedgerSequencer>().IntegrateAsync(region, cancellationToken);
            await provider.GetRequiredService<LedgerSequencer>().IntegrateAsync(second, cancellationToken);
            await WriteCredentialsAsync(credentials, cancellationToken);
        }

        File.Delete(Marker);
        log.LogInformation("The demonstration institution is loaded; its sign-ins are in {File}.", CredentialsFile(settings));
        return institution;
    }

    private ServiceProvider Services(DemonstrationClock clock)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        services.AddGovernance(settings);
        services.AddSingleton<ISigning>(provider => new DemonstrationSigning(provider.GetRequiredService<PasswordSigning>()));
        return services.BuildServiceProvider();
    }

    private static async Task<(List<DemonstrationCredential> Credentials, Dictionary<string, Caller> Callers)> AddPeopleAsync(
        ServiceProvider provider, DemonstrationRegisters registers, Guid region, Guid second, CancellationToken cancellationToken)
    {
        var accounts = provider.GetRequiredService<Accounts>();
        var writer = provider.GetRequiredService<IWriter>();
        var credentials = new List<DemonstrationCredential>();
        var callers = new Dictionary<string, Caller>();
        var everyone = DemonstrationPeople.Hospital.Select(p => (Person: p, Institution: registers.InstitutionId)).Append((DemonstrationPeople.RegulatorOfRegion, region))
            .Concat(DemonstrationRemote.People.Select(p => (p, second)));
        foreach (var (person, institution) in everyone)
        {
            var password = NewPassword();
            var hash = accounts.Hash(new User(), password);
            Guid? practitioner = registers.Practitioners.TryGetValue(person.User, out var known) ? known : null;
            var id = await writer.WriteAsync<Created>(
                new WriteRequest(Caller.System(institution), "demonstration"),
                (scope, _) => Task.FromResult<Outcome<Created>>(new Created(AddPerson(scope, person, hash, practitioner))),
                cancellationToken).Value();
            credentials.Add(new DemonstrationCredential(person.User, person.Name, [.. person.Roles.Select(r => r.ToString())], password, practitioner));
            callers[person.User] = new Caller(CallerKind.User, id.Id, person.User, institution, practitioner, person.Roles.ToHashSet(), new HashSet<string>());
        }

        return (credentials, callers);
    }

    private static Guid AddPerson(WriteScope scope, DemonstrationPerson person, string passwordHash, Guid? practitioner)
    {
        var user = new User
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            UserName = person.User,
            NormalizedUserName = Accounts.Normalize(person.User),
            DisplayName = person.Name,
            PasswordHash = passwordHash,
            SecurityStamp = Accounts.NewStamp(),
            CreatedAt = scope.Now,
            ActiveAt = scope.Now,
        };
        scope.Db.Add(user);
        scope.Db.Add(new Membership { InstitutionId = scope.InstitutionId, Id = scope.NewId(), UserId = user.Id, PractitionerId = practitioner, Roles = person.Roles });
        scope.Record("access.user.created", nameof(User), user.Id);
        return user.Id;
    }

    private async Task WriteCredentialsAsync(List<DemonstrationCredential> credentials, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new FileStream(CredentialsFile(settings), options);
        await JsonSerializer.SerializeAsync(file, credentials, CredentialsJson, cancellationToken);
    }

    /// <summary>20 characters of an alphabet without look-alikes: more than 110 bits.</summary>
    private static string NewPassword() => RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", 20);

    /// <summary>A credit code of the invented region 99 whose check character is right.</summary>
    private static string RegionCode() =>
        "0123456789ABCDEFGHJKLMNPQRTUWXY".Select(check => "1199000000009TEX2" + check).First(code => UnifiedSocialCreditCode.Check(code).Valid);
}
