using Hengjian.Governance.Persistence;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Case = Hengjian.Governance.Cases.Domain.Case;

namespace Hengjian.IntegrationTests.Schema;

public sealed class CompiledQueryTests
{
    [Fact]
    public async Task Query_FirstUsedForReading_StillTracksWhatAnActReads()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var id = await world.RegisterAsync();
        var query = new CompiledQuery<Func<HengjianDbContext, Guid, Task<Case?>>>(() => EF.CompileAsyncQuery((HengjianDbContext db, Guid i) => db.Set<Case>().FirstOrDefault(c => c.Id == i)));
        var database = world.App.Services.GetRequiredService<Database>();
        await using var reading = database.Read(world.App.InstitutionId);
        await using var connection = new SqliteConnection(database.ConnectionString);
        await using var writing = database.Write(connection, world.App.InstitutionId);

        (await query.For(reading)(reading, id)).ShouldNotBeNull();
        (await query.For(writing)(writing, id)).ShouldNotBeNull();

        reading.ChangeTracker.Entries().ShouldBeEmpty();
        writing.ChangeTracker.Entries().ShouldHaveSingleItem();
    }
}
