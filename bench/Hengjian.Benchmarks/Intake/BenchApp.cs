using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Register;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Technologies.Registers;
using Hengjian.Web;
using Hengjian.Web.Access;
using Hengjian.Web.Startup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Benchmarks.Intake;

/// <summary>
/// The real application over a fresh folder with its demonstration institution, and one endpoint more: a bare row of 1 KB through the same writer, the measure that
/// the AI result's rate is divided by.
/// </summary>
internal sealed class BenchApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;

    private BenchApp(WebApplication app, string folder)
    {
        _app = app;
        _folder = folder;
    }

    public required HttpClient Device { get; init; }

    public required HttpClient Operator { get; init; }

    public required Guid Deployment { get; init; }

    public required Caller Technician { get; init; }

    public IServiceProvider Services => _app.Services;

    public static async Task<BenchApp> StartAsync(string address, params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("hengjian-bench-").FullName;
        var app = HengjianApp.Build(["--data", folder, "--urls", address, "--rateLimits:CallerPerSecond", "1000000", "--Logging:LogLevel:Default", "Warning", .. settings]);
        app.MapPost("/bench/row", WriteBareRowAsync).WithMetadata(new NeedsAttribute(Permission.AiResultsSubmit));
        await app.PrepareDataAsync();
        await CreateBareTableAsync(app.Services);
        await app.StartAsync();

        var institution = (await app.Services.GetRequiredService<IInstitutionRegister>().AllAsync(CancellationToken.None)).Named(null)!;
        var tokens = app.Services.GetRequiredService<Governance.Access.Tokens.TokenAdministration>();
        var device = await tokens.CreateForDeviceAsync(institution.Name, new("bench", ["ai-results"], 1), CancellationToken.None);
        var technician = await tokens.CreateForUserAsync("technician", null, new("bench", 1), CancellationToken.None);
        var system = Caller.System(institution.Id);
        var deployments = await app.Services.GetRequiredService<Deployments>().ListAsync(system, Governance.Technologies.Contracts.DeploymentStage.RoutineUse, new PageRequest(), CancellationToken.None);
        return new BenchApp(app, folder)
        {
            Device = Client(address, device.Value!.Token),
            Operator = Client(address, technician.Value!.Token),
            Deployment = deployments.Items[0].Id,
            Technician = system,
        };
    }

    /// <summary>Registers <paramref name="count"/> cases that wait for their AI result; answers their ids.</summary>
    public async Task<List<Guid>> RegisterAsync(int count, int from)
    {
        var register = _app.Services.GetRequiredService<RegisterCase>();
        var ids = new List<Guid>(count);
        foreach (var batch in Enumerable.Range(from, count).Chunk(256))
        {
            var registered = await Task.WhenAll(batch.Select(i => register.HandleAsync(Request(i), new WriteRequest(Technician, "bench"), CancellationToken.None)));
            ids.AddRange(registered.Select(r => r.Value!.Id));
        }

        return ids;
    }

    public async ValueTask DisposeAsync()
    {
        Device.Dispose();
        Operator.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private RegisterCaseRequest Request(int i) => new()
    {
        DeploymentId = Deployment,
        Patient = new PatientInput { Identifier = $"BENCH{i:0000000}", Name = "测试", Sex = Sex.Female, BirthDate = new DateOnly(1960, 1, 1).AddDays(i % 9000) },
        AccessionNumber = $"BENCH-ACC-{i:0000000}",
        Examination = new ExaminationInput { Kind = "胸部 CT 平扫", PerformedAt = _app.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddMinutes(-30) },
        Indication = new Governance.Cases.Domain.IndicationAnswers { Answers = new Dictionary<string, bool> { ["chestCt"] = true } },
        Invasive = false,
    };

    private static async Task CreateBareTableAsync(IServiceProvider services)
    {
        var database = services.GetRequiredService<Database>();
        await using var connection = await database.OpenSqliteAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE bench_rows (institution_id TEXT NOT NULL, id TEXT NOT NULL, payload BLOB NOT NULL, PRIMARY KEY (institution_id, id))";
        await command.ExecuteNonQueryAsync();
    }

    private static async Task WriteBareRowAsync(HttpContext http, IWriter writer)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var outcome = await writer.WriteAsync<Created>(
            new WriteRequest(http.GetCaller()),
            async (scope, ct) =>
            {
                var id = scope.NewId();
                await using var command = scope.Command("INSERT INTO bench_rows (institution_id, id, payload) VALUES (@institution, @id, @payload)");
                Add(command, "@institution", scope.InstitutionId.ToString("D"));
                Add(command, "@id", id.ToString("D"));
                Add(command, "@payload", body.ToArray());
                await command.ExecuteNonQueryAsync(ct);
                return new Created(id);
            },
            http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status201Created;
        await http.Response.WriteAsJsonAsync(outcome.Value, http.RequestAborted);
    }

    private static void Add(System.Data.Common.DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    private static HttpClient Client(string address, string token) => new(new SocketsHttpHandler { MaxConnectionsPerServer = 128 })
    {
        BaseAddress = new Uri(address),
        DefaultRequestHeaders = { Authorization = new("Bearer", token) },
    };
}
