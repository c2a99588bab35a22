using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Examinations.Papers;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Examinations.Marking;

/// <summary>The marks of one open answer so far, in hundredths.</summary>
internal sealed record OpenMarks(PaperItem Item, SittingAnswer Answer, AnswerMark? First, AnswerMark? Second, AnswerMark? Third)
{
    public OpenAnswerFact Fact => new(Item.Position, Item.Marks, Marks.Of(First?.Hundredths), Marks.Of(Second?.Hundredths), Marks.Of(Third?.Hundredths));

    public bool Differ(int percent) => First is { } a && Second is { } b && Marks.Differ(Marks.Of(a.Hundredths), Marks.Of(b.Hundredths), Item.Marks, percent);
}

/// <summary>Where the marking of a sitting stands: the open answers that hold something, with the marks of its present examiners.</summary>
internal static class MarkingState
{
    public static async Task<IReadOnlyList<OpenMarks>> OfAsync(HengjianDbContext db, Sitting sitting, FrozenPaper paper, CancellationToken cancellationToken)
    {
        var open = paper.Items.Where(i => Marks.IsOpen(i.Kind)).ToList();
        if (open.Count == 0)
        {
            return [];
        }

        var answers = await db.Set<SittingAnswer>().Where(a => a.SittingId == sitting.Id).ToDictionaryAsync(a => a.Position, cancellationToken);
        var marks = (await db.Set<AnswerMark>().Where(m => m.SittingId == sitting.Id).ToListAsync(cancellationToken)).ToLookup(m => (m.Position, m.ExaminerId, m.Arbitration));
        AnswerMark? Of(int position, Guid? examiner, bool arbitration) => examiner is { } id ? marks[(position, id, arbitration)].FirstOrDefault() : null;
        return
        [
            .. open.Where(i => answers.TryGetValue(i.Position, out var a) && (a.Choices.Count > 0 || a.Text is not null)).Select(i => new OpenMarks(
                i, answers[i.Position], Of(i.Position, sitting.FirstExaminerId, false), Of(i.Position, sitting.SecondExaminerId, false), Of(i.Position, sitting.ArbiterId, true))),
        ];
    }
}
