using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Quality.Rebuild;

namespace Hengjian.Cli.Counters;

/// <summary><c>hengjian counters rebuild --data DIR [--check]</c>: recomputes the quality statistics' cells from the cases. With <c>--check</c> nothing changes: exit 0 when they agree, 3 when one differs.</summary>
internal static class CountersCommand
{
    private const int Differs = 3;

    public static async Task<int> RunAsync(string[] arguments, TextWriter stdout, TextWriter stderr)
    {
        var differs = false;
        var code = await AccessVerb.RunAsync("counters", stderr, async () =>
        {
            if (arguments is not ["rebuild", .. var rest])
            {
                throw new BadCommandException("say counters rebuild --data DIR [--check]");
            }

            var check = rest.Contains("--check");
            var options = VerbOptions.Parse([.. rest.Where(a => a != "--check")], "--data");
            await using var folder = await DataFolder.OpenAsync(options.Require("--data"), create: false);
            var counters = folder.Get<RebuildCounters>();
            var found = CounterCheck.Nothing;
            foreach (var institution in await folder.Get<IInstitutionRegister>().AllAsync(CancellationToken.None))
            {
                found = found.Plus(check
                    ? await counters.CheckAsync(institution.Id, CancellationToken.None)
                    : await counters.RebuildAsync(institution.Id, CancellationToken.None));
            }

            await stdout.WriteLineAsync($"{found.Deployments} deployments, {found.Cases} cases, {found.Cells} cells, {found.Differences} {(check ? "differ" : "corrected")}");
            if (found.First is { } first)
            {
                await (check ? stderr : stdout).WriteLineAsync("first: " + first);
            }

            differs = check && found.Differences > 0;
        });
        return code == 0 && differs ? Differs : code;
    }
}
