using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Access.Identity;
using Hengjian.Governance.Access.Users;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Access.Setup;

public sealed record NewAdministrator(string? UserName, string? DisplayName, string? Password)
{
    public override string ToString() => nameof(NewAdministrator);
}

/// <summary>The three administrators, who exclude one another: three people, three names, three passwords.</summary>
public sealed record SetupRequest(NewAdministrator SystemAdministrator, NewAdministrator SecurityAdministrator, NewAdministrator AuditAdministrator);

/// <summary>Uses a set-up link: makes the institution and its three administrators in one act.</summary>
public sealed class CompleteSetup
{
    private readonly SetupLinks _links;
    private readonly Accounts _accounts;
    private readonly IWriter _writer;
    private readonly IInstitutionRegister _institutions;

    internal CompleteSetup(SetupLinks links, Accounts accounts, IWriter writer, IInstitutionRegister institutions)
    {
        _links = links;
        _accounts = accounts;
        _writer = writer;
        _institutions = institutions;
    }

    /// <summary>Answers the institution's id. An unusable link is 403; fields are named <c>systemAdministrator.userName</c> and so on.</summary>
    public async Task<Outcome<Guid>> HandleAsync(string secret, SetupRequest request, string? requestId, CancellationToken cancellationToken)
    {
        if (await _links.LoadAsync(secret, cancellationToken) is not { } known)
        {
            return new Forbidden("access.linkUnusable");
        }

        (string Field, Role Role, NewAdministrator Input)[] administrators =
        [
            ("systemAdministrator", Role.SystemAdministrator, request.SystemAdministrator),
            ("securityAdministrator", Role.SecurityAdministrator, request.SecurityAdministrator),
            ("auditAdministrator", Role.AuditAdministrator, request.AuditAdministrator),
        ];
        if (await CheckAsync(administrators) is { } invalid)
        {
            return invalid;
        }

        if ((await _institutions.AllAsync(cancellationToken)).Any(i => i.UnifiedSocialCreditCode == known.UnifiedSocialCreditCode))
        {
            return new Conflict("access.institutionExists");
        }

        var hashes = administrators.Select(a => _accounts.Hash(new User(), a.Input.Password!)).ToArray();
        return await _writer.WriteAsync<Guid>(
            new WriteRequest(Caller.System(known.InstitutionId), requestId),
            async (scope, ct) =>
            {
                var link = await scope.Db.Set<SetupLink>().SingleAsync(l => l.Id == known.Id, ct);
                if (link.UsedAt is not null || link.ExpiresAt <= scope.Now)
                {
                    return new Forbidden("access.linkUnusable");
                }

                var errors = new FieldErrors();
                for (var i = 0; i < administrators.Length; i++)
                {
                    var (field, role, input) = administrators[i];
                    if (!await AddAsync(scope, role, input, hashes[i], ct))
                    {
                        errors.Add(field + ".userName", "access.userNameTaken");
                    }
                }

                if (errors.Any)
                {
                    return errors.ToRefusal();
                }

                _institutions.Found(scope, link.InstitutionName, link.UnifiedSocialCreditCode, link.RegionLevel);
                link.UsedAt = scope.Now;
                scope.Record("access.setup.completed", "Institution", scope.InstitutionId);
                return scope.InstitutionId;
            },
            cancellationToken);
    }

    private async Task<Invalid?> CheckAsync((string Field, Role Role, NewAdministrator Input)[] administrators)
    {
        var errors = new FieldErrors();
        foreach (var (field, _, input) in administrators)
        {
            UserRules.CheckUserName(errors, field + ".userName", input.UserName);
            UserRules.CheckDisplayName(errors, field + ".displayName", input.DisplayName);
            await _accounts.CheckNewPasswordAsync(errors, field + ".password", input.Password, input.UserName ?? "");
        }

        foreach (var (field, _, input) in administrators.Skip(1))
        {
            var before = administrators.TakeWhile(a => a.Field != field).Select(a => a.Input).ToList();
            errors.Require(!before.Exists(b => Accounts.Normalize(b.UserName ?? "") == Accounts.Normalize(input.UserName ?? "")), field + ".userName", "access.userNameTaken");
            errors.Require(!before.Exists(b => b.Password == input.Password), field + ".password", "access.passwordsEqual");
        }

        return errors.Any ? errors.ToRefusal() : null;
    }

    private static async Task<bool> AddAsync(WriteScope scope, Role role, NewAdministrator input, string passwordHash, CancellationToken cancellationToken)
    {
        var normalized = Accounts.Normalize(input.UserName!);
        if (await scope.Db.Set<User>().IgnoreQueryFilters().AnyAsync(u => u.NormalizedUserName == normalized, cancellationToken))
        {
            return false;
        }

        var user = new User
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            UserName = input.UserName!.Trim(),
            NormalizedUserName = normalized,
            DisplayName = input.DisplayName!.Trim(),
            PasswordHash = passwordHash,
            SecurityStamp = Accounts.NewStamp(),
            CreatedAt = scope.Now,
            ActiveAt = scope.Now,
        };
        scope.Db.Add(user);
        scope.Db.Add(new Membership { InstitutionId = scope.InstitutionId, Id = scope.NewId(), UserId = user.Id, Roles = [role] });
        return true;
    }
}
