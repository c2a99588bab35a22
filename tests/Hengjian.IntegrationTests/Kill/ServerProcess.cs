using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Hengjian.IntegrationTests.Kill;

/// <summary>The real program as a process of its own over a data folder, to be killed without warning (SIGKILL) and started again.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(120);

    private readonly string _folder;
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(5) };
    private Process? _process;

    private ServerProcess(string folder, int port)
    {
        _folder = folder;
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
    }

    public Uri Address { get; }

    public static async Task<ServerProcess> StartAsync(string folder)
    {
        var server = new ServerProcess(folder, FreePort());
        await server.StartAsync();
        return server;
    }

    public async Task StartAsync()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Hengjian.Web.dll");
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] settings = [$"data={_folder}", $"urls={Address.AbsoluteUri.TrimEnd('/')}", "demo=false", "readiness:enabled=false", "rateLimits:VisitorPerSecond=100000", "rateLimits:SignInPerMinute=100000"];
        start.ArgumentList.Add(program);
        foreach (var setting in settings)
        {
            start.ArgumentList.Add("--" + setting);
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var clock = Stopwatch.StartNew();
        while (!await IsLiveAsync())
        {
            _process.HasExited.ShouldBeFalse("the server ended by itself");
            clock.Elapsed.ShouldBeLessThan(LongestStart);
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    /// <summary>SIGKILL: nothing of the program runs any more, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await KillAsync();
        }

        _client.Dispose();
    }

    private async Task<bool> IsLiveAsync()
    {
        try
        {
            using var answer = await _client.GetAsync(new Uri(Address, "/health/live"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
