using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Hengjian.IntegrationTests.Cases;

namespace Hengjian.IntegrationTests.Kill;

/// <summary>Sends a request again with its idempotency key until there is an answer, as a client does whose server went away.</summary>
/// <param name="refused">Told of an answer that is a refusal.</param>
/// <param name="resent">Told of each attempt that had no answer.</param>
internal sealed class PersistentClient(Uri server, IReadOnlyDictionary<string, string> tokens, Action<string> refused, Action resent) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false, PooledConnectionLifetime = TimeSpan.FromSeconds(30) }) { BaseAddress = server, Timeout = TimeSpan.FromSeconds(15) };
    private int _keys;

    public void Dispose() => _client.Dispose();

    /// <summary>The id that was answered, after as many attempts as it takes; null where the answer is a refusal.</summary>
    public async Task<Guid?> SendAsync(string who, string path, JsonObject body)
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

                refused($"{path} attempt {attempt}: {(int)answer.StatusCode} {said}");
                return null;
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
            {
                resent();
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }
        }
    }
}
