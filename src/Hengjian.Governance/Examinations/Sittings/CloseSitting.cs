using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Examinations.Papers;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Examinations.Sittings;

/// <summary>Closes sittings: what is marked by rule is marked, and a literacy test is concluded.</summary>
internal sealed class CloseSitting(PaperBook papers, ExaminerCheck check)
{
    /// <param name="scope">The act.</param>
    /// <param name="sitting">A running sitting, tracked.</param>
    /// <param name="at">When it was handed in; for the clock its end.</param>
    /// <param name="byClock">The time was over.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task CloseAsync(WriteScope scope, Sitting sitting, DateTimeOffset at, bool byClock, CancellationToken cancellationToken)
    {
        (sitting.State, sitting.HandedInAt, sitting.ClosedByClock) = (SittingState.HandedIn, at, byClock);
        var paper = await papers.PaperAsync(scope.Db, sitting.PaperId, cancellationToken);
        var versions = await PaperBook.VersionsAsync(scope.Db, paper, cancellationToken);
        var rule = CodeName.Parse<MultipleMarking>((await check.ParametersAsync(scope.Db, ClauseIds.ExaminationAttempts, at, cancellationToken)).Choice("multipleMarking"));
        var answers = await scope.Db.Set<SittingAnswer>().Where(a => a.SittingId == sitting.Id).ToDictionaryAsync(a => a.Position, cancellationToken);
        foreach (var item in paper.Items)
        {
            if (!answers.TryGetValue(item.Position, out var answer))
            {
                // Nothing was answered: the row says so, with no marks.
                scope.Db.Add(new SittingAnswer { InstitutionId = scope.InstitutionId, Id = scope.NewId(), SittingId = sitting.Id, Position = item.Position, SavedAt = at, Hundredths = 0 });
            }
            else if (!Marks.IsOpen(item.Kind))
            {
                answer.Hundredths = Marks.Closed(item.Kind, [.. versions[item.VersionId].Options], [.. answer.Choices], item.Marks, rule);
            }
            else if (answer.Choices.Count == 0 && answer.Text is null)
            {
                answer.Hundredths = 0;
            }
        }

        if (sitting.Purpose == PaperPurpose.Literacy)
        {
            sitting.Hundredths = answers.Values.Sum(a => a.Hundredths ?? 0);
            (sitting.State, sitting.Passed, sitting.ConcludedAt) = (SittingState.Concluded, Marks.Passes(sitting.Hundredths.Value, sitting.Maximum, paper.PassPercent), scope.Now);
        }

        scope.Record(byClock ? "sitting.closedByClock" : "sitting.handedIn", nameof(Sitting), sitting.Id);
    }
}
