using System.Diagnostics;

namespace Hengjian.IntegrationTests.Fixture;

/// <summary>Counts the database commands of one piece of work, however much other tests ask meanwhile.</summary>
internal static class Commands
{
    private const string Executed = "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuted";

    private static readonly AsyncLocal<Tally?> Current = new();
    private static readonly IDisposable Listening = DiagnosticListener.AllListeners.Subscribe(new Listeners());

    /// <summary>Does the work and answers how many commands it sent.</summary>
    public static async Task<int> CountAsync(Func<Task> work)
    {
        ArgumentNullException.ThrowIfNull(Listening);
        var tally = new Tally();
        Current.Value = tally;
        await work();
        Current.Value = null;
        return tally.Count;
    }

    private sealed class Tally
    {
        public int Count { get; set; }
    }

    private sealed class Listeners : IObserver<DiagnosticListener>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.EntityFrameworkCore")
            {
                value.Subscribe(new Events(), name => name == Executed);
            }
        }

        public void OnError(Exception error)
        {
        }

        public void OnCompleted()
        {
        }
    }

    private sealed class Events : IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Key == Executed && Current.Value is { } tally)
            {
                tally.Count++;
            }
        }

        public void OnError(Exception error)
        {
        }

        public void OnCompleted()
        {
        }
    }
}
