using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hengjian.Interop.Exchange.Receiving;

namespace Hengjian.Cli.Reporting;

/// <summary>
/// <c>hengjian receive</c>: a receiver of reports to try a sender with, and a reference for those who build one (docs/reporting/case-report-1.md). It listens on this machine or takes one
/// bundle; both keep what comes in a folder, each message once.
/// </summary>
internal static class ReceiveCommand
{
    private const int Refused = 3;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task<int> RunAsync(string[] arguments, TextWriter stdout, TextWriter stderr)
    {
        var exit = 0;
        var opened = await AccessVerb.RunAsync("receive", stderr, async () =>
        {
            var options = VerbOptions.Parse(arguments, "--to", "--sender-key", "--listen", "--bundle", "--reject");
            using var intake = Open(options);
            exit = (options.FindNumber("--listen"), options.Find("--bundle")) switch
            {
                (>= 0 and <= 65535 and var port, null) => await ListenAsync(intake, port, stdout),
                (null, { } bundle) => await TakeAsync(intake, bundle, stdout, stderr),
                _ => throw new BadCommandException("say either --listen PORT (0: any that is free) or --bundle FILE"),
            };
        });
        return opened == 0 ? exit : opened;
    }

    private static ReportIntake Open(VerbOptions options)
    {
        var keys = Keys(options.Require("--sender-key"));
        try
        {
            var intake = ReportIntake.Open(options.Require("--to"));
            keys.ForEach(intake.Trust);
            if (options.Find("--reject") is { } reason)
            {
                intake.Refuse = _ => reason;
            }

            return intake;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadCommandException($"--to cannot be opened: {exception.Message}");
        }
    }

    /// <summary>The sender's public key as its page shows it, or a file with one a line.</summary>
    private static List<byte[]> Keys(string given)
    {
        try
        {
            return [.. (File.Exists(given) ? File.ReadAllLines(given) : [given]).Where(l => !string.IsNullOrWhiteSpace(l)).Select(l => Convert.FromBase64String(l.Trim()))];
        }
        catch (FormatException)
        {
            throw new BadCommandException("--sender-key needs a public key in base64, or a file with one a line");
        }
    }

    /// <summary>First line: address and our key; then a line for every post.</summary>
    private static async Task<int> ListenAsync(ReportIntake intake, int port, TextWriter stdout)
    {
        var gate = new Lock();
        void Say(object line)
        {
            lock (gate)
            {
                stdout.WriteLine(JsonSerializer.Serialize(line, Json));
                stdout.Flush();
            }
        }

        IntakeHost host;
        try
        {
            host = await IntakeHost.StartAsync(intake, port, (id, answer) => Say(
                new { messageId = id, taken = answer.Outcome, receipt = answer.Receipt?.Outcome, receiptNumber = answer.Receipt?.ReceiptNumber, repeat = answer.Repeat }));
        }
        catch (IOException exception)
        {
            throw new BadCommandException(string.Create(CultureInfo.InvariantCulture, $"port {port} cannot be listened on: {exception.Message}"));
        }

        await using (host)
        {
            Say(new { address = host.Address, key = intake.PublicKey });
            await host.WaitAsync();
        }

        return 0;
    }

    /// <summary>Prints the file of receipts that the sender imports; 3 where a message has none.</summary>
    private static async Task<int> TakeAsync(ReportIntake intake, string bundle, TextWriter stdout, TextWriter stderr)
    {
        BundleAnswer answer;
        try
        {
            answer = BundleIntake.Take(intake, bundle);
        }
        catch (InvalidDataException exception)
        {
            throw new BadCommandException($"{bundle} is no bundle to take: {exception.Message}");
        }

        foreach (var problem in answer.Problems)
        {
            await stderr.WriteLineAsync($"hengjian receive: {problem}");
        }

        await stdout.WriteLineAsync(JsonSerializer.Serialize(new { key = intake.PublicKey, receipts = answer.Receipts }, Json));
        return answer.Problems.Count == 0 ? 0 : Refused;
    }
}
