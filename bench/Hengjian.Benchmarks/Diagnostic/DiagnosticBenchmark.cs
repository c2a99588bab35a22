using System.Diagnostics;
using System.Globalization;
using Hengjian.Methods.Diagnostic;

namespace Hengjian.Benchmarks.Diagnostic;

/// <summary>AUC and paired DeLong on a million cases, against scikit-learn and pROC.</summary>
internal static class DiagnosticBenchmark
{
    const int Runs = 9;

    static readonly Peer ScikitLearn = new(
        "scikit-learn roc_auc_score",
        ["/usr/bin/python3", "python3"],
        "-c",
        """
        import time, numpy as np
        from sklearn.metrics import roc_auc_score
        y, s = np.fromfile('truth.bin', dtype=np.uint8), np.fromfile('a.bin')
        best = 1e9
        for _ in range(5):
            start = time.perf_counter()
            auc = roc_auc_score(y, s)
            best = min(best, time.perf_counter() - start)
        print(repr(best))
        print(repr(float(auc)))
        """);

    static readonly Peer Proc = new(
        "pROC roc (twice) and roc.test",
        ["Rscript"],
        "-e",
        """
        suppressMessages(library(pROC))
        size <- file.size("a.bin") / 8
        y <- as.integer(readBin("truth.bin", "raw", size))
        a <- readBin("a.bin", "double", size); b <- readBin("b.bin", "double", size)
        best <- c(Inf, Inf)
        for (i in 1:3) {
          start <- proc.time()[["elapsed"]]
          ra <- roc(y, a, levels = c(0, 1), direction = "<"); rb <- roc(y, b, levels = c(0, 1), direction = "<")
          curves <- proc.time()[["elapsed"]] - start
          test <- roc.test(ra, rb, method = "delong", paired = TRUE)
          all <- proc.time()[["elapsed"]] - start
          if (all < sum(best)) best <- c(curves, all - curves)
        }
        cat(sprintf("%.17g\n", c(sum(best), best[2], as.numeric(ra$auc), as.numeric(rb$auc), test$statistic)), sep = "")
        """);

    /// <summary>The verb <c>auc</c>; an argument changes the number of cases.</summary>
    public static int Auc(string[] args) => Compare(args, "auc", ScikitLearn, cases => [Roc.Auc(cases.Truth, cases.A)], results => results[1..2]);

    /// <summary>The verb <c>delong</c>.</summary>
    public static int DeLong(string[] args) => Compare(
        args,
        "delong",
        Proc,
        cases =>
        {
            var test = Hengjian.Methods.Diagnostic.DeLong.Paired(cases.Truth, cases.A, cases.B);
            return [test.AucA, test.AucB, test.Z!.Value];
        },
        results => results[2..]);

    static int Compare(string[] args, string verb, Peer peer, Func<ScoredCases, double[]> ours, Func<double[], double[]> peerResults)
    {
        var n = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        var cases = new ScoredCases(n);
        var values = ours(cases);
        var seconds = new double[Runs];
        for (var run = 0; run < Runs; run++)
        {
            var clock = Stopwatch.StartNew();
            values = ours(cases);
            seconds[run] = clock.Elapsed.TotalSeconds;
        }
        Array.Sort(seconds);

        var folder = Directory.CreateTempSubdirectory("hengjian-bench");
        double[]? theirs;
        try
        {
            cases.Write(folder.FullName);
            theirs = peer.Run(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        var lines = new List<string>
        {
            Line($"{n:N0} cases, two continuous scores, 30 % positive; {Environment.ProcessorCount} processors."),
            "",
            "| who | seconds | times ours |",
            "| --- | --- | --- |",
            Line($"| Hengjian, median of {Runs} (fastest {seconds[0]:F3}, slowest {seconds[^1]:F3}) | {seconds[Runs / 2]:F3} | 1 |"),
            theirs is null ? $"| {peer.Name} | not installed | |" : Line($"| {peer.Name}, its fastest run | {theirs[0]:F3} | {theirs[0] / seconds[Runs / 2]:F1} |"),
        };
        if (theirs is not null)
        {
            var apart = values.Zip(peerResults(theirs), (a, b) => Math.Abs(a - b) / Math.Max(Math.Abs(b), 1e-300)).Max();
            lines.AddRange(["", Line($"Largest relative difference of the results: {apart:E1}.")]);
        }
        ResultsFile.Replace("diagnostic.md", "AUC and DeLong", verb, lines);
        lines.ForEach(Console.WriteLine);
        return 0;
    }

    static string Line(FormattableString text) => FormattableString.Invariant(text);
}
