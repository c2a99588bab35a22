using Hengjian.Governance.Kernel;
using Microsoft.Net.Http.Headers;

namespace Hengjian.Web.Api;

/// <summary>Files that are sent to be saved, never shown within this origin and kept by no cache.</summary>
internal static class Downloads
{
    public static Task SendAsync(HttpContext http, Outcome<byte[]> made, string fileName, string mediaType)
    {
        if (made.Refusal is { } refusal)
        {
            return Problems.Write(http, refusal);
        }

        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(fileName);
        var headers = http.Response.Headers;
        http.Response.ContentType = mediaType;
        headers.ContentDisposition = disposition.ToString();
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        http.Response.ContentLength = made.Value!.Length;
        return http.Response.Body.WriteAsync(made.Value, http.RequestAborted).AsTask();
    }
}
