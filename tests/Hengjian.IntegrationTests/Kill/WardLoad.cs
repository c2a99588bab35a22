using System.Collections.Concurrent;
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
/// The wards' clients: each takes case after case from registration to the signed final diagnosis.
/// </summary>
internal sealed class WardLoad(Uri server, IReadOnlyDictionary<string, string> tokens, Func<JsonObject> newCase, Func<JsonObject> newResult) : IDisposable
{
    private readonly SemaphoreSlim _forms = new(1, 1);
    private PersistentClient? _client;

    public Acknowledged Acknowledged { get; } = new();

    /// <summary>Unexpected answers; each is a fault of the server or of this test.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    private PersistentClient Client => LazyInitializer.EnsureInitialized(ref _client, () => new PersistentClient(server, tokens, Faults.Enqueue, Acknowledged.CountResent));

    /// <summary>Works until it is told to stop; the case at hand is finished first.</summary>
    public async Task WorkAsync(Func<bool> stop)
    {
        while (!stop() && Faults.IsEmpty)
        {
            if (await Client.SendAsync("technician", "cases", await MakeAsync(newCase)) is not { } id)
            {
                return;
            }

            Acknowledged.Cases.Add(id);
            if (await Client.SendAsync("technician", $"cases/{id}/ai-results", await MakeAsync(newResult)) is not { } result)
            {
                return;
            }

            Acknowledged.AiResults.Add(result);
            foreach (var reader in new[] { "first", "second" })
            {
                if (await Client.SendAsync(reader, $"cases/{id}/opinions", CaseSteps.OpinionBody()) is not { } opinion)
                {
                    return;
                }

                Acknowledged.Opinions.Add(opinion);
            }

            if (await Client.SendAsync("clinician", $"cases/{id}/final-diagnosis", CaseSteps.DiagnosisBody()) is not { } diagnosis)
            {
                return;
            }

            Acknowledged.FinalDiagnoses.Add(diagnosis);
        }
    }

    public void Dispose()
    {
        _client?.Dispose();
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
}
