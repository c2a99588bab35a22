using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Cases.Inbox;
using Hengjian.Governance.Kernel;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.IntegrationTests.Pages;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.IntegrationTests.Inbox;

/// <summary>What STOW-RS answered: the status, and the failure reasons of refused objects.</summary>
internal sealed record StowAnswer(HttpStatusCode Status, IReadOnlyList<int> Failures, string Text);

/// <summary>Sends objects as a gateway does, and reads what became of them.</summary>
internal static class Stow
{
    public const string Path = "/api/v1/dicom/studies";

    /// <summary>A client with a device token of the clinic.</summary>
    public static async Task<HttpClient> DeviceAsync(Clinic clinic, params string[] scopes)
    {
        var token = Secrets.NewToken();
        await clinic.App.WriteAsync(clinic.Institution, scope =>
        {
            scope.Db.Add(new ApiToken
            {
                InstitutionId = clinic.Institution, Id = scope.NewId(), Hash = Secrets.Hash(token), Kind = CallerKind.Device, Name = "PACS", Scopes = scopes,
                CreatedAt = scope.Now, ExpiresAt = scope.Now.AddDays(1),
            });
        });
        return clinic.App.WithToken(token);
    }

    /// <summary>Sends Part 10 files in one multipart/related request.</summary>
    public static Task<StowAnswer> SendAsync(HttpClient client, params byte[][] files)
    {
        var content = new MultipartContent("related", "frontier");
        content.Headers.ContentType!.Parameters.Add(new NameValueHeaderValue("type", "\"application/dicom\""));
        foreach (var file in files)
        {
            content.Add(new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("application/dicom") } });
        }

        return SendAsync(client, content);
    }

    /// <summary>Sends a body as it is.</summary>
    public static Task<StowAnswer> SendAsync(HttpClient client, string mediaType, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        return SendAsync(client, content);
    }

    /// <summary>Every object that the clinic has received, oldest first.</summary>
    public static async Task<IReadOnlyList<ReceivedObject>> ReceivedAsync(Clinic clinic)
    {
        await using var db = clinic.App.Read(clinic.Institution);
        return await db.Set<ReceivedObject>().OrderBy(o => o.ReceivedAt).ThenBy(o => o.Id).ToListAsync();
    }

    /// <summary>Files that the clinic's store holds.</summary>
    public static int StoredFiles(Clinic clinic)
    {
        var folder = System.IO.Path.Combine(clinic.App.Settings.FilesDirectory, clinic.Institution.ToString("D"));
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Count() : 0;
    }

    private static async Task<StowAnswer> SendAsync(HttpClient client, HttpContent content)
    {
        using (content)
        {
            using var answer = await client.PostAsync(Path, content);
            var text = await answer.Content.ReadAsStringAsync();
            return new StowAnswer(answer.StatusCode, Failures(answer, text), text);
        }
    }

    private static List<int> Failures(HttpResponseMessage answer, string text)
    {
        var failures = new List<int>();
        if (answer.Content.Headers.ContentType?.MediaType != "application/dicom+json")
        {
            return failures;
        }

        var root = JsonDocument.Parse(text).RootElement;
        root = root.ValueKind == JsonValueKind.Array ? root[0] : root;
        foreach (var sequence in new[] { "00081198", "0008119A" })
        {
            if (root.TryGetProperty(sequence, out var items))
            {
                failures.AddRange(items.GetProperty("Value").EnumerateArray().Select(i => i.GetProperty("00081197").GetProperty("Value")[0].GetInt32()));
            }
        }

        return failures;
    }
}
