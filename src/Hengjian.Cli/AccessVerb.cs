using Hengjian.Governance.Kernel;

namespace Hengjian.Cli;

/// <summary>How the verbs of accounts answer: 0 when done, 2 with a line on standard error when the input was wrong.</summary>
internal static class AccessVerb
{
    public static async Task<int> RunAsync(string verb, TextWriter stderr, Func<Task> run)
    {
        try
        {
            await run();
            return 0;
        }
        catch (BadCommandException exception)
        {
            await stderr.WriteLineAsync($"hengjian {verb}: {exception.Message}");
            return 2;
        }
    }

    /// <summary>The value, or the refusal as a message.</summary>
    public static T Require<T>(Outcome<T> outcome) => outcome.Refusal switch
    {
        null => outcome.Value!,
        Invalid invalid => throw new BadCommandException(string.Join("; ", invalid.Errors.Select(e => Wording(e.Code)))),
        Conflict conflict => throw new BadCommandException(Wording(conflict.Code)),
        NotFound notFound => throw new BadCommandException($"there is no such {notFound.Kind.ToLowerInvariant()}"),
        var refusal => throw new BadCommandException(refusal.ToString()),
    };

    private static string Wording(string code) => code switch
    {
        "access.institutionName" => "--institution needs a name of 2 to 120 characters",
        "access.creditCode" => "--code is not a unified social credit code (18 characters, the last of which checks the others)",
        "access.institutionExists" => "an institution with this code exists already",
        "access.institutionUnknown" => "--institution must name one of the institutions (id, code or name)",
        "access.userUnknown" => "there is no such user, or the account is disabled",
        "access.noMembership" => "the user has no roles there",
        "access.tokenName" => "a token's name has 1 to 80 characters",
        "access.tokenDays" => "--days must be 1 to 365",
        "access.scopesMissing" or "access.scopeUnknown" => "--scope needs one or more of ai-results,dicom,observed-acts",
        _ => code,
    };
}
