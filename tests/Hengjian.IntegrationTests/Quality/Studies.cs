using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Quality.ReaderStudies;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Quality;

/// <summary>What the tests of reader studies share: a small study with numbers worked out by hand, and the calls.</summary>
internal static class Studies
{
    /// <summary>Columns of <see cref="Small"/> by the names of interfaces.md.</summary>
    public const string Map = """
        { "case": "case", "reader": "reader", "truth": "truth", "readerLabel": "label", "aiLabel": "ai", "aiScore": "score",
          "condition": "condition", "withoutAi": "alone", "withAi": ["with"], "seconds": "seconds", "group": null, "positive": ["1"],
          "reference": "panel", "subgroups": ["site"] }
        """;

    public const string Header = "case,reader,condition,truth,label,ai,score,seconds,site";

    /// <summary>
    /// Six cases and two readers. Alone: R1 on c1 to c4, R2 on c1 and c2. With AI: R1 and R2 on c1 to c5. c6 has no truth.
    /// AI by case: c1 1/1 tp, c2 0/1 fp, c3 1/0 fn, c4 0/0 tn, c5 1/1 tp. Where it was wrong (c2, c3: four readings) R1 followed both, R2 followed c2 and corrected c3.
    /// </summary>
    public static readonly string Small = string.Join(
        '\n',
        Header,
        "c1,R1,alone,1,1,,,10,A",
        "c2,R1,alone,0,0,,,20,A",
        "c3,R1,alone,1,0,,,30,B",
        "c4,R1,alone,0,0,,,40,B",
        "c1,R2,alone,1,0,,,,A",
        "c2,R2,alone,0,1,,,50,A",
        "c1,R1,with,1,1,1,0.9,5,A",
        "c2,R1,with,0,1,1.0,0.8,6,A",
        "c3,R1,with,1,0,0,0.4,7,B",
        "c4,R1,with,0,0,0,0.1,8,B",
        "c5,R1,with,1,1,1,0.7,9,",
        "c1,R2,with,1,1,1,0.9,15,A",
        "c2,R2,with,0,1,1,0.8,16,A",
        "c3,R2,with,1,1,0,0.4,17,B",
        "c4,R2,with,0,0,0,0.1,18,B",
        "c5,R2,with,1,0,1,0.7,19,",
        "c6,R2,with,,0,0,0.2,20,B");

    /// <summary>The small study under a name of its own, so that tests beside each other import different files.</summary>
    public static string Named(string name) => Small.Replace("c1,", $"c1 {name},", StringComparison.Ordinal);

    public static async Task<Outcome<ImportReport>> TryImportAsync(
        this AppFixture app, string csv, string map = Map, string name = "small.csv", ImportProgress? progress = null, CancellationToken cancellationToken = default)
    {
        var parsed = StudyMap.Parse(Encoding.UTF8.GetBytes(map));
        return parsed.Refusal is { } refusal
            ? refusal
            : await app.Services.GetRequiredService<ImportReaderStudy>().HandleAsync(
                new StudyFile(name, Encoding.UTF8.GetBytes(csv)), parsed.Value!, new WriteRequest(Caller.System(app.InstitutionId)), progress, cancellationToken);
    }

    public static async Task<ImportReport> ImportAsync(this AppFixture app, string csv, string map = Map, string name = "small.csv")
    {
        var outcome = await app.TryImportAsync(csv, map, name);
        outcome.Refusal.ShouldBeNull();
        return outcome.Value!;
    }

    public static async Task<JsonElement> QualityAsync(this HttpClient client, string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await client.GetAsync(new Uri("/api/v1/quality/" + path, UriKind.Relative));
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(expected, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>A member by its path, for example <c>ai.sensitivity.value</c>.</summary>
    public static JsonElement At(this JsonElement element, string path) => path.Split('.').Aggregate(element, (at, name) => at.GetProperty(name));

    public static long Long(this JsonElement element, string path) => element.At(path).GetInt64();

    /// <summary><c>tp fp tn fn</c>.</summary>
    public static string Confusion(this JsonElement element, string path) => string.Join(
        ' ', new[] { "tp", "fp", "tn", "fn" }.Select(n => element.At(path).GetProperty(n).GetInt64().ToString(CultureInfo.InvariantCulture)));

    /// <summary><c>numerator/denominator</c>.</summary>
    public static string Fraction(this JsonElement element, string path) =>
        string.Create(CultureInfo.InvariantCulture, $"{element.Long(path + ".numerator")}/{element.Long(path + ".denominator")}");
}
