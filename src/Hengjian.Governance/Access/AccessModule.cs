using System.Reflection;
using Hengjian.Governance.Access.Callers;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Access.Identity;
using Hengjian.Governance.Access.Log;
using Hengjian.Governance.Access.Profile;
using Hengjian.Governance.Access.Setup;
using Hengjian.Governance.Access.SignIn;
using Hengjian.Governance.Access.Signing;
using Hengjian.Governance.Access.Tokens;
using Hengjian.Governance.Access.Users;
using Hengjian.Governance.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Hengjian.Governance.Access;

/// <summary>Registers accounts, sessions, tokens, signatures and access records.</summary>
public static class AccessModule
{
    public static IServiceCollection AddAccess(this IServiceCollection services, DatabaseSettings settings)
    {
        services.AddLogging();
        services.AddOptions<AccessOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<AccessOptions>, AccessOptionsCheck>();
        services.AddDataProtection().SetApplicationName("hengjian").PersistKeysToFileSystem(RingFolder(settings));
        services.AddIdentityParts();

        services.AddInternal<Accounts>();
        services.AddInternal<PasswordGuard>();
        services.AddInternal<CallerMemory>();
        services.AddSingleton<IResolvedCallers>(s => s.GetRequiredService<CallerMemory>());
        services.AddInternal<CallerResolver>();
        services.AddInternal<SignInWithPassword>();
        services.AddInternal<SignInWithCode>();
        services.AddInternal<Sessions>();
        services.AddInternal<OwnAccountActs>();
        services.AddInternal<OwnAccountService>();
        services.AddInternal<Invitations>();
        services.AddInternal<UserDirectory>();
        services.AddInternal<CreateUser>();
        services.AddInternal<UserActs>();
        services.AddInternal<TokenService>();
        services.AddInternal<TokenAdministration>();
        services.AddInternal<SetupLinks>();
        services.AddInternal<CompleteSetup>();
        services.AddInternal<AccessLog>();
        services.AddInternal<AccessReports>();
        services.AddInternal<PersonalKeys>();
        services.AddSingleton<ISigning>(s => s.GetRequiredService<PasswordSigning>());
        services.AddInternal<PasswordSigning>();
        services.AddSingleton<ISignatureVerification, SignatureVerification>();
        services.AddSingleton<ISignatureErasure, SignatureErasure>();
        services.AddSingleton<IActorNames, ActorNames>();
        services.AddSingleton<IAccessTrail, AccessTrail>();
        services.AddSingleton<IRoleHolders, RoleHolders>();
        services.AddSingleton<IRoleMembers, RoleMembers>();
        services.AddSingleton<IAccountOwners, AccountOwners>();
        services.AddSingleton<IAccessLog>(s => s.GetRequiredService<AccessLog>());
        services.AddSingleton<IHostedService>(s => s.GetRequiredService<AccessLog>());
        return services;
    }

    /// <summary>The parts of ASP.NET Core Identity that <see cref="Accounts"/> puts together over a context; all are without state.</summary>
    private static void AddIdentityParts(this IServiceCollection services)
    {
        services.AddSingleton<IPasswordHasher<User>, PasswordHasher<User>>();
        services.AddSingleton<IPasswordValidator<User>, PasswordValidator<User>>();
        services.AddSingleton<IPasswordValidator<User>, PasswordRules>();
        services.AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>();
        services.AddSingleton<IdentityErrorDescriber>();
        services.AddSingleton<TotpProvider>();
        services.AddOptions<IdentityOptions>().Configure<IOptions<AccessOptions>>((identity, access) =>
        {
            identity.Password.RequiredLength = access.Value.PasswordLength;
            identity.Password.RequiredUniqueChars = 5;
            identity.Password.RequireDigit = access.Value.PasswordNeedsLetterAndDigit;
            identity.Password.RequireLowercase = false;
            identity.Password.RequireUppercase = false;
            identity.Password.RequireNonAlphanumeric = false;
            identity.Tokens.ProviderMap[TotpProvider.Name] = new TokenProviderDescriptor(typeof(TotpProvider));
            identity.Tokens.AuthenticatorTokenProvider = TotpProvider.Name;
        });
    }

    /// <summary>Keys that wrap cookies and people's signing keys: in the data folder, so that a copy of it works, and readable by the program's user alone.</summary>
    private static DirectoryInfo RingFolder(DatabaseSettings settings)
    {
        CreatePrivate(settings.KeysDirectory);
        return CreatePrivate(Path.Combine(settings.KeysDirectory, "ring"));

        static DirectoryInfo CreatePrivate(string path) => OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path)
            : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>A singleton whose only constructor may be internal, because it takes the module's internal types.</summary>
    private static void AddInternal<T>(this IServiceCollection services)
        where T : class
    {
        var constructor = typeof(T).GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Single();
        services.AddSingleton(s => (T)constructor.Invoke(
            [.. constructor.GetParameters().Select(p => p.HasDefaultValue ? s.GetService(p.ParameterType) : s.GetRequiredService(p.ParameterType))]));
    }

    private sealed class AccessOptionsCheck : IValidateOptions<AccessOptions>
    {
        public ValidateOptionsResult Validate(string? name, AccessOptions options) =>
            options.Problems() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }
}
