namespace Hengjian.IntegrationTests.Fixture;

public enum TestDatabase
{
    Sqlite,
    PostgreSql,
}

/// <summary>For <c>[Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]</c>: every test of stored things runs on both databases.</summary>
public static class Databases
{
    public static TheoryData<TestDatabase> All => [TestDatabase.Sqlite, TestDatabase.PostgreSql];
}
