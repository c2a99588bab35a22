using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hengjian.Benchmarks.Intake;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Eligibility;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Registers;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Benchmarks.Eligibility;

/// <summary>"May this person give opinions with this deployment" in the server, among ten thousand practitioners: now, at a past moment by what was known then, and with since when and until when.</summary>
internal static class EligibilityBenchmark
{
    private const string Address = "http://127.0.0.1:5993";
    private const int Questions = 2_000;
    private const int WarmUp = 200;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var people = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 10_000;
        await using var app = await BenchApp.StartAsync(Address);
        var system = Caller.System(app.Technician.InstitutionId);
        var registered = Stopwatch.GetTimestamp();
        var ids = await RegisterAsync(app.Services, system, people);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{people} people registered in {Stopwatch.GetElapsedTime(registered).TotalSeconds:0.0} s"));
        var question = app.Services.GetRequiredService<EligibilityQuestion>();
        var clock = app.Services.GetRequiredService<TimeProvider>();
        var known = clock.GetUtcNow();

        var report = new StringBuilder("| question | median ms | P95 ms |\n| --- | ---: | ---: |\n");
        await MeasureAsync("now", id => question.AskAsync(system, id, app.Deployment, PractitionerAct.Opinion, null, null, CancellationToken.None));
        await MeasureAsync("as known at a moment", id => question.AskAsync(system, id, app.Deployment, PractitionerAct.Opinion, known, known, CancellationToken.None));
        await MeasureAsync("every act, since and until", id => question.AskAllAsync(system, id, [app.Deployment], null, null, CancellationToken.None));
        Console.WriteLine(report);
        return 0;

        async Task MeasureAsync<T>(string name, Func<Guid, Task<T>> ask)
        {
            var times = new List<double>(Questions);
            for (var i = 0; i < Questions + WarmUp; i++)
            {
                // A step that is coprime to the count visits everybody in an order that no cache foresees.
                var id = ids[(int)((long)i * 7_919 % ids.Count)];
                var begin = Stopwatch.GetTimestamp();
                _ = await ask(id);
                if (i >= WarmUp)
                {
                    times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
                }
            }

            times.Sort();
            report.Append(CultureInfo.InvariantCulture, $"| {name} | {times[times.Count / 2]:0.000} | {times[times.Count * 95 / 100]:0.000} |\n");
        }
    }

    private static async Task<IReadOnlyList<Guid>> RegisterAsync(IServiceProvider services, Caller caller, int people)
    {
        var register = services.GetRequiredService<Practitioners>();
        var ids = new Guid[people];
        await Parallel.ForAsync(0, people, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, ct) =>
        {
            var request = new PractitionerRequest
            {
                Name = "医师" + i.ToString(CultureInfo.InvariantCulture),
                Kind = PractitionerKind.Physician,
                Title = ProfessionalTitle.Attending,
                LicenceNumber = string.Create(CultureInfo.InvariantCulture, $"1109909{i:00000000}"),
                Scopes = ["医学影像和放射治疗专业"],
                SpecialtyPeriods = [new SpecialtyPeriodInput { Specialty = "医学影像", From = new DateOnly(2010, 1, 1).AddDays(i % 3000) }],
                Trainings = [new TrainingInput { TechnologyCategory = "chestCt", Route = TrainingRoute.Normal, CompletedOn = new DateOnly(2020, 1, 1), CertificateNumber = "B-1" }],
            };
            ids[i] = (await register.RegisterAsync(request, new WriteRequest(caller), ct)).Value!.Id;
        });
        return ids;
    }
}
