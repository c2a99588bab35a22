using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Access.Identity;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Web;
using Hengjian.Web.Startup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hengjian.IntegrationTests.Fixture;

/// <summary>A person with an account, as the fixture made it.</summary>
public sealed record TestUser(Guid Id, string UserName, IReadOnlyList<Role> Roles, Guid? PractitionerId, Guid InstitutionId)
{
    /// <summary>Every test user's password: random for the run.</summary>
    public static readonly string Password = "pw1-" + Secrets.NewLink();
}

/// <summary>
/// The real web application on Kestrel, with its own data folder (and database on the run's PostgreSQL), one institution, a clock that can be moved, and what it logged.
/// <see cref="SharedAsync"/> is one application a database for the whole run: tests there make their own users and records and do not move the clock.
/// </summary>
public sealed class AppFixture : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<TestDatabase, Lazy<Task<AppFixture>>> Shared = new();
    private static readonly Lock Hashing = new();
    private static string? _passwordHash;
    private static int _names;

    private readonly WebApplication _application;
    private readonly List<HttpClient> _clients = [];
    private readonly bool _ownsFolder;

    private AppFixture(TestDatabase database, DatabaseSettings settings, IReadOnlyList<(string Name, string Value)> more, bool ownsFolder)
    {
        Database = database;
        Settings = settings;
        _ownsFolder = ownsFolder;
        (string Name, string Value)[] arguments =
            [("environment", "Production"), ("data", settings.DataDirectory), ("urls", "http://127.0.0.1:0"), ("demo", "false"), ("readiness:enabled", "false"), ("routines:enabled", "false"), ("rateLimits:SignInPerMinute", "100000"), ("rateLimits:VisitorPerSecond", "100000"), .. more];
        _application = HengjianApp.Build([.. arguments.Select(a => $"--{a.Name}={a.Value}")], builder =>
        {
            builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(Log);
            builder.Services.AddSingleton<TimeProvider>(Clock);

            // Thousands of acts are signed by password here; what makes guessing dear in the product would be most of the tests' time.
            builder.Services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1_000);
        });
    }

    public TestDatabase Database { get; }

    public DatabaseSettings Settings { get; }

    public FakeClock Clock { get; } = new();

    public CapturedLog Log { get; } = new();

    /// <summary>The institution that clients act in unless told otherwise.</summary>
    public Guid InstitutionId { get; private set; }

    public IServiceProvider Services => _application.Services;

    public Uri Address { get; private set; } = null!;

    /// <summary>The application of the run; it is disposed at the end of the run, not by the test.</summary>
    public static Task<AppFixture> SharedAsync(TestDatabase database) => Shared.GetOrAdd(database, d => new Lazy<Task<AppFixture>>(() => StartAsync(d))).Value;

    /// <summary>An application of the test's own.</summary>
    /// <param name="settings">Configuration, for example <c>("access:IdleTimeout", "00:10:00")</c>.</param>
    public static Task<AppFixture> StartAsync(TestDatabase database, params (string Name, string Value)[] settings) => StartAsync(database, keepFolder: false, settings);

    /// <param name="keepFolder">True: the data folder outlives the application, and the test removes it.</param>
    public static async Task<AppFixture> StartAsync(TestDatabase database, bool keepFolder, params (string Name, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("hengjian-test-").FullName;
        if (database == TestDatabase.PostgreSql)
        {
            var connection = await (await PostgreSqlServer.RequireAsync()).CreateDatabaseAsync();
            await File.WriteAllTextAsync(Path.Combine(folder, DatabaseSettings.SettingsFileName), System.Text.Json.JsonSerializer.Serialize(new { postgres = connection }));
        }

        return await StartInAsync(folder, database, ownsFolder: !keepFolder, settings);
    }

    /// <summary>An application over a data folder that exists: after a restart, or beside another process. The folder stays.</summary>
    public static async Task<AppFixture> StartInAsync(string folder, TestDatabase database, bool ownsFolder = false, params (string Name, string Value)[] settings)
    {
        var app = new AppFixture(database, DatabaseSettings.FromDirectory(folder), settings, ownsFolder);
        try
        {
            await app.StartAsync();
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    private async Task StartAsync()
    {
        await _application.PrepareDataAsync();
        await _application.StartAsync();
        Address = new Uri(_application.Urls.Single());
        var known = await Services.GetRequiredService<IInstitutionRegister>().AllAsync(CancellationToken.None);
        InstitutionId = known.Count > 0 ? known[0].Id : await InstitutionAsync("测试医院");
    }

    public static async Task StopSharedAsync()
    {
        foreach (var started in Shared.Values.Where(s => s.IsValueCreated && s.Value.IsCompletedSuccessfully))
        {
            await (await started.Value).DisposeAsync();
        }
    }

    /// <summary>Adds another institution; answers its id.</summary>
    public async Task<Guid> InstitutionAsync(string name)
    {
        var id = Guid.CreateVersion7(Clock.GetUtcNow());
        await WriteAsync(id, scope => Services.GetRequiredService<IInstitutionRegister>().Found(scope, name, NextCreditCode()));
        return id;
    }

    /// <summary>Adds a user with these roles, a password (<see cref="TestUser.Password"/>) and no second factor.</summary>
    public async Task<TestUser> UserAsync(IReadOnlyList<Role> roles, Guid? practitionerId = null, Guid? institution = null)
    {
        var accounts = Services.GetRequiredService<Accounts>();
        lock (Hashing)
        {
            _passwordHash ??= accounts.Hash(new User(), TestUser.Password);
        }

        var home = institution ?? InstitutionId;
        var name = $"user{Interlocked.Increment(ref _names)}";
        var id = Guid.CreateVersion7(Clock.GetUtcNow());
        await WriteAsync(home, scope =>
        {
            scope.Db.Add(new User
            {
                InstitutionId = home,
                Id = id,
                UserName = name,
                NormalizedUserName = Accounts.Normalize(name),
                DisplayName = "测试 " + name,
                PasswordHash = _passwordHash,
                SecurityStamp = Accounts.NewStamp(),
                CreatedAt = scope.Now,
                ActiveAt = scope.Now,
            });
            scope.Db.Add(new Membership { InstitutionId = home, Id = scope.NewId(), UserId = id, PractitionerId = practitionerId, Roles = [.. roles] });
        });
        return new TestUser(id, name, roles, practitionerId, home);
    }

    public Task<TestUser> UserAsync(params Role[] roles) => UserAsync((IReadOnlyList<Role>)roles);

    /// <summary>A bearer token that acts as the user.</summary>
    public async Task<string> TokenAsync(TestUser user, int days = 90) => await AddTokenAsync(user.InstitutionId, new ApiToken { Kind = CallerKind.User, UserId = user.Id, Name = "test" }, days);

    /// <summary>A device token with these scopes.</summary>
    public Task<string> DeviceTokenAsync(params string[] scopes) => DeviceTokenAsync(InstitutionId, scopes);

    /// <summary>The same for another institution.</summary>
    public Task<string> DeviceTokenAsync(Guid institution, params string[] scopes) => AddTokenAsync(institution, new ApiToken { Kind = CallerKind.Device, Name = "test device", Scopes = scopes }, 90);

    /// <summary>A client without a session or token. Redirects are answered, not followed.</summary>
    public HttpClient Anonymous() => Client(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });

    /// <summary>A client with a bearer token.</summary>
    public HttpClient WithToken(string token)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>A client that acts as the user, by a token.</summary>
    public async Task<HttpClient> ClientAsync(TestUser user) => WithToken(await TokenAsync(user));

    /// <summary>A client of a new user with these roles, by a token.</summary>
    public async Task<HttpClient> ClientAsync(params Role[] roles) => await ClientAsync(await UserAsync(roles));

    /// <summary>A client of a device with these scopes.</summary>
    public async Task<HttpClient> DeviceAsync(params string[] scopes) => WithToken(await DeviceTokenAsync(scopes));

    /// <summary>A browser with a cookie jar, not signed in.</summary>
    public Browser Browser() => new(Client(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = true }));

    /// <summary>A browser in which the user has signed in by the form. Its client may write to the API too: the page's antiforgery token goes along.</summary>
    public async Task<Browser> SignedInAsync(TestUser user)
    {
        var browser = Browser();
        await browser.SignInAsync(user.UserName, TestUser.Password);
        await browser.UseCsrfTokenAsync();
        return browser;
    }

    /// <summary>A reading context; the test disposes it.</summary>
    public HengjianDbContext Read(Guid? institution = null) => Services.GetRequiredService<Database>().Read(institution ?? InstitutionId);

    /// <summary>Writes rows as the program itself, with their ledger record.</summary>
    public Task WriteAsync(Guid institution, Action<WriteScope> write) => WriteAsync(institution, scope =>
    {
        write(scope);
        return Task.CompletedTask;
    });

    public async Task WriteAsync(Guid institution, Func<WriteScope, Task> write)
    {
        var outcome = await Services.GetRequiredService<IWriter>().WriteAsync<bool>(
            new WriteRequest(Caller.System(institution)),
            async (scope, _) =>
            {
                await write(scope);
                return true;
            },
            CancellationToken.None);
        outcome.Refusal.ShouldBeNull();
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(c => c.Dispose());
        await _application.StopAsync();
        await _application.DisposeAsync();
        if (_ownsFolder && Directory.Exists(Settings.DataDirectory))
        {
            Directory.Delete(Settings.DataDirectory, recursive: true);
        }
    }

    private async Task<string> AddTokenAsync(Guid institution, ApiToken row, int days)
    {
        var token = Secrets.NewToken();
        await WriteAsync(institution, scope =>
        {
            scope.Db.Add(new ApiToken
            {
                InstitutionId = institution,
                Id = scope.NewId(),
                Hash = Secrets.Hash(token),
                Kind = row.Kind,
                UserId = row.UserId,
                Name = row.Name,
                Scopes = row.Scopes,
                CreatedAt = scope.Now,
                ExpiresAt = scope.Now.AddDays(days),
            });
        });
        return token;
    }

    private HttpClient Client(HttpMessageHandler handler)
    {
        var client = new HttpClient(new FailureHandler(Log) { InnerHandler = handler }) { BaseAddress = Address };
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        lock (_clients)
        {
            _clients.Add(client);
        }

        return client;
    }

    /// <summary>A 500 is never expected: the test fails with what the application logged.</summary>
    private sealed class FailureHandler(CapturedLog log) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (answer.StatusCode != System.Net.HttpStatusCode.InternalServerError)
            {
                return answer;
            }

            // The exception is logged only after the error page was sent.
            await Task.Delay(TimeSpan.FromMilliseconds(300), cancellationToken);
            throw new InvalidOperationException($"{request.Method} {request.RequestUri} answered 500.\n{log.Failures}");
        }
    }

    /// <summary>A code of the synthetic region 99 with a right check character, different each time.</summary>
    private static string NextCreditCode()
    {
        const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        var body = "12990000" + Interlocked.Increment(ref _names).ToString("D9", System.Globalization.CultureInfo.InvariantCulture);
        return Alphabet.Select(c => body + c).First(code => Governance.Identifiers.UnifiedSocialCreditCode.Check(code).Valid);
    }
}
