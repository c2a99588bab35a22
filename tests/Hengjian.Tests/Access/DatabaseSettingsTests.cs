using Hengjian.Governance.Persistence;

namespace Hengjian.Tests.Access;

public sealed class DatabaseSettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hengjian-test-").FullName;

    [Fact]
    public void Folder_WithoutSettings_IsSqlite()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(DatabaseSettings.PostgreSqlVariable) is not null, "the environment names a PostgreSQL");

        DatabaseSettings.FromDirectory(_folder).ShouldBe(DatabaseSettings.Sqlite(_folder));
    }

    [Fact]
    public void Folder_WithAConnectionString_IsPostgreSqlAndHidesIt()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(DatabaseSettings.PostgreSqlVariable) is not null, "the environment names a PostgreSQL");
        Write("""{ "postgres": "Host=db;Username=hengjian;Password=secret-words" }""");

        var settings = DatabaseSettings.FromDirectory(_folder);

        settings.Provider.ShouldBe(DatabaseProvider.PostgreSql);
        settings.ConnectionString.ShouldNotBeNull().ShouldContain("Host=db");
        settings.ToString().ShouldNotContain("secret-words");
    }

    [Theory, InlineData("{"), InlineData("[]"), InlineData("""{ "postgres": 5 }"""), InlineData("""{ "postgres": "Hostess=db;Password=secret-words" }""")]
    public void Folder_WithUnreadableSettings_SaysWhichFileWithoutItsContent(string content)
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(DatabaseSettings.PostgreSqlVariable) is not null, "the environment names a PostgreSQL");
        Write(content);

        var failure = Should.Throw<FormatException>(() => DatabaseSettings.FromDirectory(_folder));

        failure.Message.ShouldContain(DatabaseSettings.SettingsFileName);
        failure.Message.ShouldNotContain("secret-words");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string content) => File.WriteAllText(Path.Combine(_folder, DatabaseSettings.SettingsFileName), content);
}
