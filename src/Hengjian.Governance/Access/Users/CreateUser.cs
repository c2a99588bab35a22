using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Access.Identity;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Access.Users;

/// <param name="UserName">Sign-in name, unique in the installation.</param>
/// <param name="PractitionerId">The person's practitioner record, needed to operate, give opinions and conclude.</param>
public sealed record CreateUserRequest(string? UserName, string? DisplayName, IReadOnlyList<Role>? Roles, Guid? PractitionerId);

/// <param name="Link">Secret of the single-use link by which the person sets a password; shown this once.</param>
public sealed record CreatedUser(Guid Id, IssuedLink Link);

/// <summary>Makes an account without a password, its roles in the institution, and the link by which the person sets the password.</summary>
public sealed class CreateUser
{
    private readonly IWriter _writer;
    private readonly Invitations _invitations;
    private readonly IPractitionerDirectory _practitioners;

    internal CreateUser(IWriter writer, Invitations invitations, IPractitionerDirectory practitioners)
    {
        _writer = writer;
        _invitations = invitations;
        _practitioners = practitioners;
    }

    public async Task<Outcome<CreatedUser>> HandleAsync(CreateUserRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        UserRules.CheckUserName(errors, "userName", request.UserName);
        UserRules.CheckDisplayName(errors, "displayName", request.DisplayName);
        UserRules.CheckRoles(errors, request.Roles);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        return await _writer.WriteAsync<CreatedUser>(
            context with { Idempotency = null },
            async (scope, ct) =>
            {
                var normalized = Accounts.Normalize(request.UserName!);
                if (await scope.Db.Set<User>().IgnoreQueryFilters().AnyAsync(u => u.NormalizedUserName == normalized, ct))
                {
                    return new Conflict("access.userNameTaken");
                }

                if (await UserActs.CheckPractitionerAsync(scope, _practitioners, request.PractitionerId, null, ct) is { } refusal)
                {
                    return refusal;
                }

                var user = new User
                {
                    InstitutionId = scope.InstitutionId,
                    Id = scope.NewId(),
                    UserName = request.UserName!.Trim(),
                    NormalizedUserName = normalized,
                    DisplayName = request.DisplayName!.Trim(),
                    SecurityStamp = Accounts.NewStamp(),
                    CreatedAt = scope.Now,
                    ActiveAt = scope.Now,
                };
                scope.Db.Add(user);
                scope.Db.Add(new Membership
                {
                    InstitutionId = scope.InstitutionId,
                    Id = scope.NewId(),
                    UserId = user.Id,
                    PractitionerId = request.PractitionerId,
                    Roles = [.. request.Roles!],
                });
                scope.Record("access.user.created", nameof(User), user.Id);
                return new CreatedUser(user.Id, await _invitations.IssueAsync(scope, user, ct));
            },
            cancellationToken);
    }
}
