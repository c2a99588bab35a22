using System.Globalization;
using System.Text.Json;
using Hengjian.Governance.Concerns.Domain;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.LifeCycle.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Concerns.Filing;

/// <summary>
/// Takes up what waits, all of it at once and in the order of its random ids: every four hours, and when a handler opens the list. From then on it is governed and its clocks
/// run. No notice is raised: notices are seen by more than the handlers. What the ledger then knows is the time of taking up, which is nobody's.
/// </summary>
public sealed class TakeUpConcerns(IWriter writer, Database database, IInstitutionRegister institutions, RegulationCatalog catalog) : IRoutine
{
    public TimeSpan Every => TimeSpan.FromHours(4);

    public async Task RunAsync(Guid institution, CancellationToken cancellationToken)
    {
        await using (var db = database.Read(institution))
        {
            if (!await db.Set<ConcernIntake>().AnyAsync(cancellationToken))
            {
                return;
            }
        }

        await writer.WriteAsSystemAsync(institution, TakeUpAsync, cancellationToken);
    }

    private async Task TakeUpAsync(WriteScope scope, CancellationToken cancellationToken)
    {
        var parameters = catalog.Parameters(ClauseIds.ConcernClocks, scope.Now, await institutions.CreditCodeAsync(scope.Db, cancellationToken));
        foreach (var waiting in await scope.Db.Set<ConcernIntake>().OrderBy(i => i.Id).ToListAsync(cancellationToken))
        {
            var content = JsonSerializer.Deserialize<IntakeContent>(scope.Database.Fields.Unprotect(scope.InstitutionId, "content", waiting.Id, waiting.Content)!, JsonColumn.Options)!;
            if (waiting.ConcernId is { } concern)
            {
                await ConcernMessages.AddAsync(scope, concern, null, content.Text, cancellationToken);
                scope.Record("concern.addedTo", nameof(Concern), concern);
            }
            else
            {
                await OpenAsync(scope, waiting, content, parameters, cancellationToken);
            }

            scope.Db.Remove(waiting);
        }
    }

    private async Task OpenAsync(WriteScope scope, ConcernIntake waiting, IntakeContent content, ClauseParameters parameters, CancellationToken cancellationToken)
    {
        var today = ShanghaiDay.Of(scope.Now);
        var serial = await NumberSequence.NextAsync(scope, string.Create(CultureInfo.InvariantCulture, $"concern-{today.Year}"), cancellationToken);
        var row = new Concern
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            Number = string.Create(CultureInfo.InvariantCulture, $"CN-{today.Year}-{serial:000}"),
            Topic = content.Topic,
            IsTest = content.IsTest,
            ReceivedOn = today,
            AnswerDueOn = WorkingDayCalendar.Embedded.After(today, parameters.Int("answerWorkingDays")),
            DecisionDueOn = today.AddDays(parameters.Int("decisionDays")),
            Excluded = content.Excluded,
            Locator = waiting.Locator,
            CodeSalt = waiting.CodeSalt,
            CodeHash = waiting.CodeHash,
        };
        row.Text = scope.Database.Fields.Protect(scope.InstitutionId, "text", row.Id, content.Text)!;
        scope.Db.Add(row);
        scope.Record("concern.received", nameof(Concern), row.Id);
    }
}
