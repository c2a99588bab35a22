using System.Threading.RateLimiting;
using Hengjian.Web.Api;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Hengjian.Web.Access;

/// <summary>How much one caller may ask for, in the section <c>rateLimits</c> of <c>DIR/hengjian.json</c>. Generous: they stop runaway clients and guessing, not work.</summary>
internal sealed class RateLimitOptions
{
    public const string Section = "rateLimits";

    /// <summary>Requests a second of one signed-in caller or token; twice as many may come at once.</summary>
    public int CallerPerSecond { get; set; } = 5000;

    /// <summary>Requests a second from one address without a caller.</summary>
    public int VisitorPerSecond { get; set; } = 100;

    /// <summary>Posts a minute from one address to sign-in, set-up and invitation pages: a whole hospital may stand behind one proxy at shift change.</summary>
    public int SignInPerMinute { get; set; } = 300;

    /// <summary>Posts a minute from one address to the pages on which concerns are raised and followed.</summary>
    public int ConcernsPerMinute { get; set; } = 60;
}

internal static class RateLimits
{
    public static void AddRateLimits(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RateLimitOptions>().Bind(configuration.GetSection(RateLimitOptions.Section))
            .Validate(o => o is { CallerPerSecond: >= 1, VisitorPerSecond: >= 1, SignInPerMinute: >= 1, ConcernsPerMinute: >= 1 }, "Every rate limit must be at least 1.").ValidateOnStart();
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<RateLimitOptions>>((limiter, limits) =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => PartitionOf(http, limits.Value));
            limiter.OnRejected = (rejected, _) => RefuseAsync(rejected);
        });
    }

    private static RateLimitPartition<string> PartitionOf(HttpContext http, RateLimitOptions limits)
    {
        var address = http.Connection.RemoteIpAddress?.ToString() ?? "local";
        if (http.FindCaller() is { } caller)
        {
            return Bucket("caller:" + caller.Kind + caller.Id.ToString("N"), limits.CallerPerSecond);
        }

        if (HttpMethods.IsPost(http.Request.Method) && AnonymousPaths.Covers(http.Request.Path))
        {
            // In memory for its minute alone; neither logged nor stored.
            return RateLimitPartition.GetFixedWindowLimiter(
                "concern:" + address, _ => new FixedWindowRateLimiterOptions { PermitLimit = limits.ConcernsPerMinute, Window = TimeSpan.FromMinutes(1) });
        }

        return HttpMethods.IsPost(http.Request.Method) && !ApiRoutes.IsApi(http.Request.Path)
            ? RateLimitPartition.GetFixedWindowLimiter(
                "sign-in:" + address, _ => new FixedWindowRateLimiterOptions { PermitLimit = limits.SignInPerMinute, Window = TimeSpan.FromMinutes(1) })
            : Bucket("visitor:" + address, limits.VisitorPerSecond);
    }

    private static RateLimitPartition<string> Bucket(string key, int perSecond) => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = perSecond * 2,
        TokensPerPeriod = Math.Max(1, perSecond / 10),
        ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
    });

    private static async ValueTask RefuseAsync(OnRejectedContext rejected)
    {
        var http = rejected.HttpContext;
        http.Response.Headers.RetryAfter = "1";
        if (ApiRoutes.IsApi(http.Request.Path))
        {
            await Problems.Write(http, StatusCodes.Status429TooManyRequests, "access.tooMany");
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        }
    }
}
