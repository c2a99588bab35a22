using System.Globalization;

namespace Hengjian.Web.Api;

/// <summary>
/// Sets the language of an API answer before anything is worded (Accept-Language, else Chinese; codes never change), and gives what no endpoint answers the form of a
/// problem too: a path or method that there is not, a body that breaks off, a failure.
/// </summary>
internal sealed partial class ApiAnswerMiddleware(RequestDelegate next, ILogger<ApiAnswerMiddleware> log)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (!ApiRoutes.IsApi(http.Request.Path))
        {
            return next(http);
        }

        CultureInfo.CurrentUICulture = ApiMessages.LanguageOf(http);
        return AnswerAsync(http);
    }

    private async Task AnswerAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (BadHttpRequestException exception) when (!http.Response.HasStarted)
        {
            http.Response.StatusCode = exception.StatusCode;
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
#pragma warning disable CA1031 // the last resort: whatever fails is logged here and answered as a failure
        catch (Exception exception) when (!http.Response.HasStarted)
#pragma warning restore CA1031
        {
            Failed(log, exception, http.Request.Method, http.Request.Path.ToString());
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }

        if (http.Response is { HasStarted: false, ContentType: null, StatusCode: >= 400 })
        {
            await WriteAsync(http);
        }
    }

    private static Task WriteAsync(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => Problems.Write(http, StatusCodes.Status404NotFound, "notFound"),
        StatusCodes.Status405MethodNotAllowed => Problems.Write(http, StatusCodes.Status405MethodNotAllowed, "methodNotAllowed"),
        StatusCodes.Status413PayloadTooLarge => Problems.Write(http, StatusCodes.Status413PayloadTooLarge, "json.tooLarge"),
        // Routing refuses a content type that the endpoint does not take; the API's word for that is 400 (interfaces.md).
        StatusCodes.Status415UnsupportedMediaType => Problems.Write(http, StatusCodes.Status400BadRequest, "json.contentType"),
        < 500 => Problems.Write(http, StatusCodes.Status400BadRequest, "requestUnreadable"),
        _ => Problems.Write(http, StatusCodes.Status500InternalServerError, "serverFailed"),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private static partial void Failed(ILogger log, Exception exception, string method, string path);
}
