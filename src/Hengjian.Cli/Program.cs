using System.Text;
using Hengjian.Cli.Backup;
using Hengjian.Cli.Counters;
using Hengjian.Cli.Import;
using Hengjian.Cli.Ledger;
using Hengjian.Cli.Methods;
using Hengjian.Cli.Reporting;
using Hengjian.Cli.Setup;
using Hengjian.Cli.Tokens;

// One line a verb. A handler takes the arguments after its verb, standard output and standard error, and returns the exit code.
var verbs = new SortedDictionary<string, Func<string[], TextWriter, TextWriter, Task<int>>>(StringComparer.Ordinal)
{
    ["backup"] = BackupCommand.BackupAsync,
    ["counters"] = CountersCommand.RunAsync,
    ["erasures"] = ErasuresCommand.RunAsync,
    ["import"] = ImportCommand.RunAsync,
    ["ledger"] = LedgerCommand.RunAsync,
    ["receive"] = ReceiveCommand.RunAsync,
    ["restore"] = BackupCommand.RestoreAsync,
    ["setup"] = SetupCommand.RunAsync,
    ["tokens"] = TokensCommand.RunAsync,
    ["methods"] = (rest, stdout, stderr) => Task.FromResult(MethodsCommand.Run(rest, stdout, stderr)),
};

// UTF-8 without BOM and LF, whatever the terminal's locale says.
await using var output = Utf8(Console.OpenStandardOutput());
await using var error = Utf8(Console.OpenStandardError());

if (args.Length > 0 && verbs.TryGetValue(args[0], out var handler))
    return await handler(args[1..], output, error);

await error.WriteLineAsync(args.Length == 0 ? "hengjian: a verb is needed" : $"hengjian: unknown verb, \"{args[0]}\"");
await error.WriteLineAsync($"usage: hengjian {string.Join('|', verbs.Keys)} …");
return 2;

static StreamWriter Utf8(Stream stream) => new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
