using System.Net;
using System.Text.RegularExpressions;

namespace Hengjian.IntegrationTests.Fixture;

/// <summary>A page as a browser without scripts sees it: forms are read from the HTML and posted with their hidden fields.</summary>
public sealed partial class Browser(HttpClient client)
{
    /// <summary>The client with the browser's cookies; redirects are answered, not followed.</summary>
    public HttpClient Client => client;

    /// <summary>The page's HTML; fails when the page does not answer 200.</summary>
    public async Task<string> GetAsync(string path)
    {
        using var answer = await client.GetAsync(path);
        var html = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, html);
        return html;
    }

    /// <summary>Opens the page at <paramref name="path"/>, fills in its form (the one of that name, where it has several) and posts it.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, string? form, params (string Name, string Value)[] fields) =>
        await PostFormAsync(path, await GetAsync(path), form, fields);

    /// <summary>The same with a file in the field <c>file</c>.</summary>
    public async Task<HttpResponseMessage> PostFileAsync(string path, string? form, (string Name, string Type, byte[] Content) file, params (string Name, string Value)[] fields)
    {
        using var content = new MultipartFormDataContent();
        foreach (var field in Filled(await GetAsync(path), form, fields))
        {
            content.Add(new StringContent(field.Value), field.Key);
        }

        content.Add(new ByteArrayContent(file.Content) { Headers = { ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue(file.Type) } }, "file", file.Name);
        return await client.PostAsync(path, content);
    }

    /// <summary>Posts a form of a page that was read before.</summary>
    public async Task<HttpResponseMessage> PostFormAsync(string path, string html, string? form, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(Filled(html, form, fields));
        return await client.PostAsync(path, content);
    }

    private static IEnumerable<KeyValuePair<string, string>> Filled(string html, string? form, (string Name, string Value)[] fields)
    {
        var found = Forms().Matches(html).Select(m => m.Value)
            .FirstOrDefault(f => form is null ? f.Contains("__RequestVerificationToken", StringComparison.Ordinal) : f.Contains($"value=\"{form}\"", StringComparison.Ordinal));
        found.ShouldNotBeNull($"The page has no form {form}.");
        var hidden = Hidden().Matches(found).Select(m => KeyValuePair.Create(WebUtility.HtmlDecode(m.Groups["name"].Value), WebUtility.HtmlDecode(m.Groups["value"].Value)));
        return hidden.Where(h => fields.All(f => f.Name != h.Key)).Concat(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
    }

    /// <summary>Signs in by the form; the session's antiforgery token goes with the client's later writes to the API.</summary>
    public async Task SignInAsync(string userName, string password)
    {
        using var answer = await PostAsync("/sign-in", "sign-in", ("Input.UserName", userName), ("Input.Password", password));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Sends the page's antiforgery token with every later request to the API, as the scripts of a page do.</summary>
    public async Task UseCsrfTokenAsync()
    {
        var token = Csrf().Match(await GetAsync("/account")).Groups["value"].Value;
        token.ShouldNotBeEmpty();
        client.DefaultRequestHeaders.Remove("X-Hengjian-Csrf");
        client.DefaultRequestHeaders.Add("X-Hengjian-Csrf", WebUtility.HtmlDecode(token));
    }

    [GeneratedRegex("<form[^>]*>.*?</form>", RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Forms();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Hidden();

    [GeneratedRegex("<meta name=\"hengjian-csrf\" content=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Csrf();
}
