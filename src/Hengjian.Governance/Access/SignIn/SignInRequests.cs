using Hengjian.Governance.Access.Callers;

namespace Hengjian.Governance.Access.SignIn;

public sealed record SignInRequest(string? UserName, string? Password)
{
    /// <summary>Keeps the password out of logs.</summary>
    public override string ToString() => nameof(SignInRequest);
}

/// <param name="Code">Six digits of the authenticator, or a recovery code.</param>
public sealed record SignInCodeRequest(string? Code, bool IsRecoveryCode)
{
    public override string ToString() => nameof(SignInCodeRequest);
}

/// <summary>A sign-in that went on: the session (open, or waiting for a code) and whether the person has to choose an institution.</summary>
public sealed record SignedIn(SessionKey Session, bool NeedsCode, bool SeveralInstitutions);
