namespace Hengjian.Ledger;

/// <summary>What a verification found.</summary>
/// <param name="Problem">The first thing wrong; null when the log is intact.</param>
/// <param name="Institution">Whose log the export says it is; null where not even that can be read.</param>
/// <param name="Records">Records read, up to the problem.</param>
/// <param name="Contents">Contents that were there and checked.</param>
/// <param name="Heads">Heads checked.</param>
/// <param name="LastHead">The last valid head: compare its key with the institution's published key, and keep it as a witness.</param>
/// <param name="SigningKeyIds">Keys that signed the heads.</param>
public sealed record ExportVerification(
    LedgerProblem? Problem, string? Institution, long Records, long Contents, long Heads, SignedTreeHead? LastHead, IReadOnlyCollection<Digest> SigningKeyIds)
{
    /// <summary>Whether nothing was found wrong.</summary>
    public bool Intact => Problem is null;
}

/// <summary>Verifies an export by itself: that it parses, that the records are in order and complete, have their leaf hashes and the roots that the heads sign, and that
/// the contents that are there are those committed to.</summary>
public sealed class ExportVerifier
{
    private readonly VerificationOptions options;
    private LogVerifier? verifier;
    private HeaderLine? header;
    private FooterLine counts = new(0, 0, 0, 0);
    private bool complete;

    private ExportVerifier(VerificationOptions options) => this.options = options;

    /// <summary>Reads <paramref name="export"/> to its end or to the first problem.</summary>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static ExportVerification Verify(Stream export, VerificationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(export);
        var run = new ExportVerifier(options ?? new VerificationOptions());
        var problem = run.Run(new LineReader(export), cancellation);
        var (log, counts) = (run.verifier, run.counts);
        return new ExportVerification(problem, run.header?.Institution, log?.Records ?? 0, counts.Contents, counts.Heads, log?.LastHead, log?.SigningKeyIds ?? []);
    }

    private LedgerProblem? Run(LineReader lines, CancellationToken cancellation)
    {
        for (var number = 1L; ; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlyMemory<byte> line;
            try
            {
                if (!lines.TryRead(out line))
                    return complete ? null : new(LedgerProblemKind.CutOff, "The export ends without its footer.", verifier?.Records, Line: number);
            }
            catch (LedgerFormatException e)
            {
                return new(LedgerProblemKind.CutOff, e.Message, verifier?.Records, Line: number);
            }

            if (Take(line) is { } problem)
                return problem with { Line = number };
        }
    }

    private LedgerProblem? Take(ReadOnlyMemory<byte> line)
    {
        ExportLine parsed;
        try
        {
            parsed = ExportLine.Parse(line);
        }
        catch (LedgerFormatException e)
        {
            return new(LedgerProblemKind.Unreadable, $"The line does not parse. {e.Message}", verifier?.Records);
        }

        if (complete)
            return new(LedgerProblemKind.Misplaced, "There is a line after the footer.", verifier?.Records);
        if (parsed is HeaderLine first && verifier is null)
        {
            header = first;
            verifier = new LogVerifier(first.Institution, options);
            return null;
        }

        if (parsed is HeaderLine || verifier is null)
            return new(LedgerProblemKind.Misplaced, "The header is the first line and no other.");
        return Take(verifier, parsed);
    }

    private LedgerProblem? Take(LogVerifier log, ExportLine parsed)
    {
        switch (parsed)
        {
            case KeyLine line:
                counts = counts with { Keys = counts.Keys + 1 };
                return log.Key(line.Key);
            case RecordLine line:
                counts = counts with { Records = counts.Records + 1 };
                return log.Record(line.Index, line.Leaf, line.Record, line.Canonical.Span);
            case ContentLine line:
                counts = counts with { Contents = counts.Contents + 1 };
                return log.Content(line.Index, line.Part, line.Salt.Span, line.Content.Span);
            case HeadLine line:
                counts = counts with { Heads = counts.Heads + 1 };
                return log.Head(line.Head);
            default:
                complete = true;
                return Equals(parsed, counts)
                    ? log.Finish()
                    : new(LedgerProblemKind.CutOff, $"The export holds {counts}, its footer says {parsed}: lines are missing or too many.", log.Records);
        }
    }
}
