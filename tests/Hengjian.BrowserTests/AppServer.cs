using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hengjian.BrowserTests;

/// <summary>The whole program in this process, on a free port of this machine, with a data folder of its own that is removed afterwards.</summary>
public sealed class AppServer : IAsyncDisposable
{
    private readonly Factory _factory;
    private readonly string _data;

    private AppServer(Factory factory, string data)
    {
        _factory = factory;
        _data = data;
    }

    /// <summary>Where it listens, such as http://127.0.0.1:43021 without a slash at the end.</summary>
    public string Address { get; private set; } = "";

    public IServiceProvider Services => _factory.Services;

    /// <summary>Starts with settings as they are given on the command line (<c>--name value</c>), beside the data folder.</summary>
    public static AppServer Start(string environment = "Production", params IReadOnlyList<(string Name, string Value)> settings) =>
        StartOver(Directory.CreateTempSubdirectory("hengjian-browser-").FullName, environment, settings);

    /// <summary>The same over a data folder that is there already; it goes with the server.</summary>
    public static AppServer StartOver(string data, string environment = "Production", params IReadOnlyList<(string Name, string Value)> settings) =>
        StartUnder(null, data, environment, settings);

    /// <summary>The same under a clock of the test's own; null: the real one.</summary>
    public static AppServer StartUnder(TimeProvider? clock, string data, string environment = "Production", params IReadOnlyList<(string Name, string Value)> settings)
    {
        var factory = new Factory(environment, [("data", data), .. settings], clock);
        factory.UseKestrel(0);
        factory.StartServer();
        return new AppServer(factory, data) { Address = factory.ClientOptions.BaseAddress.GetLeftPart(UriPartial.Authority) };
    }

    /// <summary>Stops and leaves the data folder as it is.</summary>
    public ValueTask StopAsync() => _factory.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Directory.Delete(_data, recursive: true);
                return;
            }
            catch (IOException) when (attempt < 20)
            {
                // A request that its browser gave up may still hold the database open for a moment.
                await Task.Delay(TimeSpan.FromMilliseconds(250));
            }
        }
    }

    private sealed class Factory(string environment, IReadOnlyList<(string Name, string Value)> settings, TimeProvider? clock) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment(environment);
            builder.ConfigureLogging(logging => logging.ClearProviders());
            if (clock is not null)
            {
                builder.ConfigureServices(services => services.AddSingleton(clock));
            }

            foreach (var (name, value) in settings)
            {
                builder.UseSetting(name, value);
            }
        }
    }
}
