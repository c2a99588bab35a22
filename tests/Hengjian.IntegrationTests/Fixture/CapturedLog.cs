using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Hengjian.IntegrationTests.Fixture;

/// <summary>Everything the application logged, at every level, for tests that look for what must not be there.</summary>
public sealed class CapturedLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    public string Text => string.Join('\n', _lines);

    /// <summary>The last lines at level Warning and above, with their exceptions.</summary>
    public string Failures => string.Join('\n', _lines.Where(l => l.StartsWith("Warning: ", StringComparison.Ordinal) || l.StartsWith("Error: ", StringComparison.Ordinal)).TakeLast(5));

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        _lines.Enqueue(state.ToString() ?? "");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{logLevel}: {formatter(state, exception)}{(exception is null ? "" : "\n" + exception)}");

    public void Dispose()
    {
        // Kept until the test has read it.
    }
}
