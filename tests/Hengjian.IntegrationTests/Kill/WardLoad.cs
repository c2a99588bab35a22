using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Hengjian.IntegrationTests.Cases;

namespace Hengjian.IntegrationTests.Kill;

/// <summary>What the server said that it had stored: by kind the ids it answered.</summary>
internal sealed class Acknowledged
{
    public ConcurrentBag<Guid> Cases { get; } = [];

    public ConcurrentBag<Guid> AiResults { get; } = [];

    public ConcurrentBag<Guid> Opinions { get; } = [];

    public ConcurrentBag<Guid> FinalDiagnoses { get; } = [];

    private int _resent;

    /// <summary>Requests that had no answer and were sent again with the same key.</summary>
    public int Resent => _resent;

    public void CountResent() => Interlocked.Increment(ref _resent);

    public int Total => Cases.Count + AiResults.Count + Opinions.Count + FinalDiagnoses.Count;
}

/// <summary>
/// The wards' clients: each takes case after case from registration to the signed final diagnosis. A request without an answer is sent again with its idempotency key until there is one, as
/// a client does whose server went away.
/// </summary>
internal sealed class WardLoad(Uri server, IReadOnlyDictionary<string, string> tokens, Func<JsonObject> newCase, Func<JsonObject> newResult) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false, PooledConnectionLifetime = TimeSpan.FromSeconds(30) }) { BaseAddress = server, Timeout = TimeSpan.FromSeconds(15) };
    private readonly SemaphoreSlim _forms = new(1, 1);
    private int _keys;

    public Acknowledged Acknowledged { get; } = new();

    /// <summary>Unexpected answers; each is a fault of the server or of this test.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    /// <summary>Works until it is told to stop; the case at hand is finished first.</summary>
    public async Task WorkAsync(Func<bool> stop)
    {
        while (!stop() && Faults.IsEmpty)
        {
            if (await SendAsync("technician", "cases", await MakeAsync(newCase)) is not { } id)
            {
                return;
            }

            Acknowledged.Cases.Add(id);
            if (await SendAsync("technician", $"cases/{id}/ai-results", await MakeAsync(newResult)) is not { } result)
            {
                return;
            }

            Acknowledged.AiResults.Add(result);
            foreach (var reader in new[] { "first", "second" })
            {
                if (await SendAsync(reader, $"cases/{id}/opinions", CaseSteps.OpinionBody()) is not { } opinion)
                {
                    return;
                }

                Acknowledged.Opinions.Add(opinion);
            }

            if (await SendAsync("clinician", $"cases/{id}/final-diagnosis", CaseSteps.DiagnosisBody()) is not { } diagnosis)
            {
                return;
            }

            Acknowledged.FinalDiagnoses.Add(diagnosis);
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _forms.Dispose();
    }

    private async Task<JsonObject> MakeAsync(Func<JsonObject> make)
    {
        await _forms.WaitAsync();
        try
        {
            return make();
        }
        finally
        {
            _forms.Release();
        }
    }

    /// <summary>The id that was answered, after as many attempts as it takes; null and a fault where the answer is a refusal.</summary>
    private async Task<Guid?> SendAsync(string who, string path, JsonObject body)
    {
        var key = "kill-" + Interlocked.Increment(ref _keys).ToString(CultureInfo.InvariantCulture);
        var text = body.ToJsonString();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, Calls.Root + path) { Content = Calls.Content(text) };
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens[who]);
                request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
                using var answer = await _client.SendAsync(request);
                var said = await answer.Content.ReadAsStringAsync();
                if (answer.StatusCode == HttpStatusCode.Created)
                {
                    return JsonNode.Parse(said)!["id"]!.GetValue<Guid>();
                }

                Faults.Enqueue($"{path} attempt {attempt}: {(int)answer.StatusCode} {said}");
                return null;
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
            {
                Acknowledged.CountResent();
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }
        }
    }
}
