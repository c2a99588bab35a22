using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Hengjian.IntegrationTests.Inbox;

/// <summary>
/// An Orthanc of the test's own (Debian packages orthanc and orthanc-dicomweb) that forwards each study it receives over DICOM to our STOW-RS, as a hospital's gateway does.
/// </summary>
internal sealed class Orthanc : IAsyncDisposable
{
    private const string Program = "/usr/sbin/Orthanc";
    private const string Plugin = "/usr/share/orthanc/plugins/libOrthancDicomWeb.so";
    private const string StoreScu = "/usr/bin/storescu";

    private readonly Process _process;
    private readonly string _folder;
    private readonly int _dicomPort;

    private Orthanc(Process process, string folder, int dicomPort) => (_process, _folder, _dicomPort) = (process, folder, dicomPort);

    /// <summary>Starts it; skips the running test where it is not installed.</summary>
    public static async Task<Orthanc> StartAsync(Uri application, string token)
    {
        Assert.SkipUnless(File.Exists(Program) && File.Exists(Plugin) && File.Exists(StoreScu), "Orthanc with its DICOMweb plugin or dcmtk is not installed: apt-get install orthanc orthanc-dicomweb dcmtk");
        var folder = Directory.CreateTempSubdirectory("hengjian-orthanc-").FullName;
        var (http, dicom) = (FreePort(), FreePort());
        var script = Path.Combine(folder, "forward.lua");
        await File.WriteAllTextAsync(script, """
            function OnStableStudy(study, tags, metadata)
              RestApiPost('/dicom-web/servers/hengjian/stow', '{"Resources":["' .. study .. '"]}')
            end
            """);
        var configuration = Path.Combine(folder, "orthanc.json");
        await File.WriteAllTextAsync(configuration, JsonSerializer.Serialize(new
        {
            Name = "gateway",
            StorageDirectory = folder,
            IndexDirectory = folder,
            HttpPort = http,
            DicomPort = dicom,
            DicomAet = "GATEWAY",
            DicomAlwaysAllowStore = true,
            RemoteAccessAllowed = false,
            AuthenticationEnabled = false,
            StableAge = 1,
            DefaultEncoding = "Utf8",
            Plugins = new[] { Plugin },
            LuaScripts = new[] { script },
            DicomWeb = new
            {
                Enable = true,
                Servers = new
                {
                    hengjian = new { Url = new Uri(application, "/api/v1/dicom/").AbsoluteUri, HttpHeaders = new { Authorization = "Bearer " + token } },
                },
            },
        }));
        var process = Process.Start(new ProcessStartInfo(Program, [configuration]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        var orthanc = new Orthanc(process, folder, dicom);
        process.ErrorDataReceived += (_, line) => orthanc.Log(line.Data);
        process.OutputDataReceived += (_, line) => orthanc.Log(line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        await orthanc.UntilReadyAsync(http);
        return orthanc;
    }

    /// <summary>What it said so far, for a failed test.</summary>
    public string Output { get; private set; } = "";

    /// <summary>Sends a file as a modality does, over the DICOM protocol.</summary>
    public async Task StoreAsync(byte[] file)
    {
        var path = Path.Combine(_folder, "sent.dcm");
        await File.WriteAllBytesAsync(path, file);
        using var scu = Process.Start(new ProcessStartInfo(StoreScu, ["-aec", "GATEWAY", "127.0.0.1", _dicomPort.ToString(System.Globalization.CultureInfo.InvariantCulture), path])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var said = await scu.StandardError.ReadToEndAsync();
        await scu.WaitForExitAsync();
        scu.ExitCode.ShouldBe(0, said);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task UntilReadyAsync(int http)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{http}") };
        for (var attempt = 0; attempt < 120; attempt++)
        {
            try
            {
                if ((await client.GetAsync("/dicom-web/servers")).StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It is still starting.
            }

            _process.HasExited.ShouldBeFalse(Output);
            await Task.Delay(TimeSpan.FromMilliseconds(500));
        }

        throw new TimeoutException("Orthanc does not answer.\n" + Output);
    }

    private void Log(string? line)
    {
        lock (_folder)
        {
            Output += line + "\n";
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
