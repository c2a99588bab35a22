using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Access.Identity;
using Hengjian.Governance.Access.Tokens;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Web;
using Hengjian.Web.Startup;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Benchmarks.Examinations;

/// <summary>
/// Many people sit one examination at once on the embedded store: each begins, answers question after question every few seconds, changes the first answer, and hands in. Every
/// acknowledged answer is looked for afterwards. Arguments: people (500), seconds between the answers of one person (3).
/// </summary>
internal static class ExaminationLoad
{
    private const string Address = "http://127.0.0.1:5992";

    public static async Task<int> RunAsync(string[] arguments)
    {
        var people = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 500;
        var pause = TimeSpan.FromSeconds(arguments.Length > 1 ? double.Parse(arguments[1], CultureInfo.InvariantCulture) : 3);
        var folder = Directory.CreateTempSubdirectory("hengjian-bench-").FullName;
        await using var app = HengjianApp.Build(["--data", folder, "--urls", Address, "--rateLimits:CallerPerSecond", "1000000", "--Logging:LogLevel:Default", "Warning"]);
        try
        {
            await app.PrepareDataAsync();
            await app.StartAsync();
            var institution = (await app.Services.GetRequiredService<IInstitutionRegister>().AllAsync(CancellationToken.None)).Named(null)!;
            var candidates = await AddAsync(app.Services, institution.Id, people);
            var sittings = await ScheduleAsync(app.Services, [.. candidates.Select(c => c.User)]);
            Console.WriteLine(await SitAsync([.. candidates.Zip(sittings, (c, s) => (c.Token, s))], pause));
        }
        finally
        {
            await app.StopAsync();
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static async Task<string> SitAsync(IReadOnlyList<(string Token, Guid Sitting)> candidates, TimeSpan pause)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = candidates.Count }) { BaseAddress = new Uri(Address) };
        var (saves, starts, pages) = (new ConcurrentBag<double>(), new ConcurrentBag<double>(), new ConcurrentBag<double>());
        var (lost, answers) = (0, 0);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(candidates.Select(async (candidate, number) =>
        {
            // People do not press the key at the same moment, but within one pause.
            var chance = new Random(number);
            await Task.Delay(pause * chance.NextDouble());
            await TimedAsync(starts, client, HttpMethod.Post, candidate, "/start", new { });
            var paper = await TimedAsync(pages, client, HttpMethod.Get, candidate, "", null);
            var expected = new Dictionary<int, string>();
            var questions = paper.GetProperty("shown").EnumerateArray().ToList();
            foreach (var question in questions.Append(questions[0]))
            {
                var position = question.GetProperty("position").GetInt32();
                var options = question.GetProperty("options").EnumerateArray().ToList();
                var choice = options[chance.Next(options.Count)].GetProperty("value").GetString()!;
                await TimedAsync(saves, client, HttpMethod.Put, candidate, $"/answers/{position}", new { choices = new[] { choice } });
                expected[position] = choice;
                await Task.Delay(pause * (0.5 + chance.NextDouble()));
            }

            await TimedAsync([], client, HttpMethod.Post, candidate, "/hand-in", new { });
            var kept = (await TimedAsync([], client, HttpMethod.Get, candidate, "", null)).GetProperty("shown").EnumerateArray()
                .ToDictionary(q => q.GetProperty("position").GetInt32(), q => q.GetProperty("choices").EnumerateArray().Select(c => c.GetString()).SingleOrDefault());
            Interlocked.Add(ref answers, expected.Count);
            Interlocked.Add(ref lost, expected.Count(e => kept.GetValueOrDefault(e.Key) != e.Value));
        }));

        var report = new StringBuilder();
        report.Append(CultureInfo.InvariantCulture, $"{candidates.Count} people, {saves.Count} saves in {clock.Elapsed.TotalSeconds:0} s ({saves.Count / clock.Elapsed.TotalSeconds:0} a second), {answers} answers looked for afterwards, {lost} lost.\n\n");
        report.Append("| act | n | P50 ms | P95 ms | P99 ms | most ms |\n| --- | ---: | ---: | ---: | ---: | ---: |\n");
        foreach (var (name, times) in new[] { ("begin", starts), ("open the paper", pages), ("save an answer", saves) })
        {
            var sorted = times.Order().ToArray();
            report.Append(CultureInfo.InvariantCulture, $"| {name} | {sorted.Length} | {At(sorted, 0.5):0.0} | {At(sorted, 0.95):0.0} | {At(sorted, 0.99):0.0} | {sorted[^1]:0.0} |\n");
        }

        return report.ToString();
    }

    private static double At(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];

    private static async Task<JsonElement> TimedAsync(ConcurrentBag<double> times, HttpClient client, HttpMethod method, (string Token, Guid Sitting) candidate, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/examinations/own/{candidate.Sitting:D}{path}") { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", candidate.Token);
        var clock = Stopwatch.StartNew();
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        times.Add(clock.Elapsed.TotalMilliseconds);
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement : throw new InvalidOperationException($"{method} {path} answered {(int)answer.StatusCode}: {text}");
    }

    /// <summary>A paper of every closed kind of the demonstration's bank, and one sitting for each user.</summary>
    private static async Task<IReadOnlyList<Guid>> ScheduleAsync(IServiceProvider services, IReadOnlyList<Guid> users)
    {
        var tokens = services.GetRequiredService<TokenAdministration>();
        using var trainer = new HttpClient { BaseAddress = new Uri(Address), DefaultRequestHeaders = { Authorization = new("Bearer", (await tokens.CreateForUserAsync("trainer", null, new("bench", 1), CancellationToken.None)).Value!.Token) } };
        var blueprint = await PostAsync(trainer, "blueprints", new
        {
            title = "bench", purpose = "literacy", durationMinutes = 60, passPercent = 60,
            sections = new object[] { new { kind = "single", count = 12 }, new { kind = "judgement", count = 6 }, new { kind = "spotWrongAi", count = 6 }, new { kind = "multiple", count = 3 }, new { kind = "caseChoice", count = 3 } },
        });
        var paper = await PostAsync(trainer, $"blueprints/{blueprint.GetProperty("id").GetString()}/papers", new { seed = 500 });
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var made = await PostAsync(trainer, "sittings", new { paperId = paper.GetProperty("id").GetString(), opensAt = now.AddMinutes(-1).ToString("O"), closesAt = now.AddHours(3).ToString("O"), users });
        return [.. made.GetProperty("ids").EnumerateArray().Select(i => i.GetGuid())];
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/examinations/" + path, body);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement : throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}: {text}");
    }

    private static async Task<IReadOnlyList<(Guid User, string Token)>> AddAsync(IServiceProvider services, Guid institution, int count)
    {
        var (writer, hash) = (services.GetRequiredService<IWriter>(), services.GetRequiredService<Accounts>().Hash(new User(), Secrets.NewToken()));
        var made = new List<(Guid, string)>(count);
        foreach (var part in Enumerable.Range(0, count).Chunk(50))
        {
            var outcome = await writer.WriteAsync<bool>(
                new WriteRequest(Caller.System(institution)),
                (scope, _) =>
                {
                    foreach (var i in part)
                    {
                        var (id, token) = (scope.NewId(), Secrets.NewToken());
                        var name = string.Create(CultureInfo.InvariantCulture, $"candidate{i:000}");
                        scope.Db.Add(new User
                        {
                            InstitutionId = institution, Id = id, UserName = name, NormalizedUserName = Accounts.Normalize(name), DisplayName = name, PasswordHash = hash, SecurityStamp = Accounts.NewStamp(),
                            CreatedAt = scope.Now, ActiveAt = scope.Now,
                        });
                        scope.Db.Add(new Membership { InstitutionId = institution, Id = scope.NewId(), UserId = id, Roles = [Role.Physician] });
                        scope.Db.Add(new ApiToken
                        {
                            InstitutionId = institution, Id = scope.NewId(), Hash = Secrets.Hash(token), Kind = CallerKind.User, UserId = id, Name = "bench", Scopes = [], CreatedAt = scope.Now, ExpiresAt = scope.Now.AddDays(1),
                        });
                        made.Add((id, token));
                    }

                    return Task.FromResult<Outcome<bool>>(true);
                },
                CancellationToken.None);
            if (outcome.Refusal is not null)
            {
                throw new InvalidOperationException("The candidates could not be added.");
            }
        }

        return made;
    }
}
