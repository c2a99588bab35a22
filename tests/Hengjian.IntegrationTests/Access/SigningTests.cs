using System.Text;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.Ledger;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Access;

public sealed class SigningTests
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("""{"act":"opinion","label":"positive","text":"右肺上叶结节"}""");
    private static readonly SignatureInput Right = new("password", TestUser.Password);
    private static readonly SignatureInput Wrong = new("password", "not-the-password-1");

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Signature_Made_VerifiesByThePublicKeyAlone(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var user = await app.UserAsync(Role.Physician);

        var id = await SignAsync(app, user);

        var check = (await Verification(app).VerifyAsync(app.InstitutionId, id, CancellationToken.None))!;
        check.State.ShouldBe(SignatureState.Valid);
        check.Content.ShouldBe(Encoding.UTF8.GetString(Content));
        check.Signer.ShouldBe(user.Id);
        check.Digest.ShouldBe(LedgerHash.Sha256.Compute(Content).ToString());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Signature_Second_UsesTheSameKey(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var user = await app.UserAsync(Role.Physician);

        var ids = new[] { await SignAsync(app, user), await SignAsync(app, user) };

        await using var db = app.Read();
        (await db.Set<UserKey>().CountAsync(k => k.UserId == user.Id)).ShouldBe(1);
        (await db.Set<Signature>().Where(s => ids.Contains(s.Id)).Select(s => s.KeyId).Distinct().CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Signature_AfterARestart_StillSignsAndVerifies()
    {
        await using var first = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var user = await first.UserAsync(Role.Physician);
        var before = await SignAsync(first, user);
        await using var second = await AppFixture.StartInAsync(first.Settings.DataDirectory, TestDatabase.Sqlite);

        var after = await SignAsync(second, user);

        foreach (var id in new[] { before, after })
        {
            (await Verification(second).VerifyAsync(second.InstitutionId, id, CancellationToken.None))!.State.ShouldBe(SignatureState.Valid);
        }
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Secret_Wrong_IsForbiddenRecordedAndCounted(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var user = await app.UserAsync(Role.Physician);

        var outcome = await UnlockAsync(app, user, Wrong);

        outcome.Refusal.ShouldBeOfType<Forbidden>().Code.ShouldBe("access.signatureSecretWrong");
        await using var db = app.Read();
        (await db.Set<User>().SingleAsync(u => u.Id == user.Id)).AccessFailedCount.ShouldBe(1);
        (await db.Set<LedgerRecordRow>().Where(r => r.SubjectId == user.Id).Select(r => r.Action).ToListAsync()).ShouldContain("access.signature.refused");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Secret_WrongFiveTimes_LocksOutTheRightOneToo(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var user = await app.UserAsync(Role.Physician);
        for (var i = 0; i < 5; i++)
        {
            await UnlockAsync(app, user, Wrong);
        }

        (await UnlockAsync(app, user, Right)).Refusal.ShouldBeOfType<Forbidden>().Code.ShouldBe("access.lockedOut");
        using var signIn = await app.Browser().PostAsync("/sign-in", null, ("Input.UserName", user.UserName), ("Input.Password", TestUser.Password));
        signIn.StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Secret_RightAfterAWrongOne_StartsCountingAnew()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var user = await app.UserAsync(Role.Physician);
        await UnlockAsync(app, user, Wrong);

        (await UnlockAsync(app, user, Right)).Refusal.ShouldBeNull();

        await using var db = app.Read();
        (await db.Set<User>().SingleAsync(u => u.Id == user.Id)).AccessFailedCount.ShouldBe(0);
    }

    [Theory, InlineData("password", null, "signature.secret"), InlineData("password", "", "signature.secret"), InlineData("certificate", "x", "signature.method")]
    public async Task Signature_MissingSecretOrUnknownMethod_IsInvalid(string method, string? secret, string field)
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);

        var outcome = await UnlockAsync(app, await app.UserAsync(Role.Physician), new SignatureInput(method, secret));

        outcome.Refusal.ShouldBeOfType<Invalid>().Errors.Single().Field.ShouldBe(field);
    }

    [Fact]
    public async Task Signature_Absent_IsInvalid()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);

        var outcome = await UnlockAsync(app, await app.UserAsync(Role.Physician), null);

        outcome.Refusal.ShouldBeOfType<Invalid>().Errors.Single().Field.ShouldBe("signature.secret");
    }

    [Fact]
    public async Task Ticket_UsedTwice_Throws()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var user = await app.UserAsync(Role.Physician);
        var ticket = (await UnlockAsync(app, user, Right)).Value!;
        await SignWithAsync(app, user, ticket);

        await Should.ThrowAsync<InvalidOperationException>(() => SignWithAsync(app, user, ticket));
    }

    [Theory]
    [InlineData("UPDATE signatures SET digest = 'ff' || substr(digest, 3)", SignatureState.ContentChanged)]
    [InlineData("UPDATE signatures SET content = zeroblob(60)", SignatureState.ContentChanged)]
    [InlineData("UPDATE signatures SET value = zeroblob(70)", SignatureState.ContentChanged)]
    [InlineData("UPDATE signatures SET signed_at = signed_at + 1", SignatureState.ContentChanged)]
    [InlineData("UPDATE signatures SET user_id = '00000000-0000-0000-0000-000000000001'", SignatureState.KeyUnknown)]
    [InlineData("UPDATE signatures SET suite = 'sm3-sm2'", SignatureState.KeyUnknown)]
    [InlineData("DELETE FROM user_keys", SignatureState.KeyUnknown)]
    [InlineData("UPDATE user_keys SET retired_at = created_at", SignatureState.KeyRetired)]
    public async Task Signature_AlteredInTheDatabase_IsFound(string sql, SignatureState expected)
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var id = await SignAsync(app, await app.UserAsync(Role.Physician));
        await using (var connection = new SqliteConnection($"Data Source={app.Settings.DatabaseFile}"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            (await command.ExecuteNonQueryAsync()).ShouldBe(1);
        }

        (await Verification(app).VerifyAsync(app.InstitutionId, id, CancellationToken.None))!.State.ShouldBe(expected);
    }

    [Fact]
    public async Task Signature_ContentAndPrivateKey_AreNotReadableOnDisk()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var user = await app.UserAsync(Role.Physician);
        await SignAsync(app, user);

        Disk.FilesHolding(app.Settings.DataDirectory, "右肺上叶结节").ShouldBeEmpty();
        await using var db = app.Read();
        var key = await db.Set<UserKey>().SingleAsync(k => k.UserId == user.Id);
        Should.Throw<System.Security.Cryptography.CryptographicException>(() => SignatureSuites.Default.OpenKey(key.WrappedPrivateKey));
    }

    [Fact]
    public async Task Device_AskedToSign_IsForbidden()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var device = new Caller(CallerKind.Device, Guid.CreateVersion7(), "AI", app.InstitutionId, null, new HashSet<Role>(), new HashSet<string> { "ai-results" });

        var outcome = await app.Services.GetRequiredService<ISigning>().UnlockAsync(device, Right, CancellationToken.None);

        outcome.Refusal.ShouldBeOfType<Forbidden>().Code.ShouldBe("access.onlyPeopleSign");
    }

    private static ISignatureVerification Verification(AppFixture app) => app.Services.GetRequiredService<ISignatureVerification>();

    private static Task<Outcome<SigningTicket>> UnlockAsync(AppFixture app, TestUser user, SignatureInput? input) =>
        app.Services.GetRequiredService<ISigning>().UnlockAsync(CallerOf(user), input, CancellationToken.None);

    private static async Task<Guid> SignAsync(AppFixture app, TestUser user) => await SignWithAsync(app, user, (await UnlockAsync(app, user, Right)).Value!);

    private static async Task<Guid> SignWithAsync(AppFixture app, TestUser user, SigningTicket ticket)
    {
        var signing = app.Services.GetRequiredService<ISigning>();
        var outcome = await app.Services.GetRequiredService<IWriter>().WriteAsync<Guid>(
            new WriteRequest(CallerOf(user)),
            async (scope, ct) =>
            {
                var id = await signing.SignAsync(scope, ticket, "opinion", "Opinion", scope.NewId(), Content, ct);
                scope.Record("test.signed", "Signature", id);
                return id;
            },
            CancellationToken.None);
        return outcome.Value;
    }

    private static Caller CallerOf(TestUser user) =>
        new(CallerKind.User, user.Id, user.UserName, user.InstitutionId, user.PractitionerId, user.Roles.ToHashSet(), new HashSet<string>());
}
