using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Examinations.Bank;

/// <summary>Images of a question's version: JPEG and PNG, attached while it is a draft. A study is put in as pictures of it, without the patient's name.</summary>
internal sealed class QuestionImages : IDocumentSubject
{
    public const string SubjectKind = "questionVersion";

    private static readonly string[] Images = ["image/jpeg", "image/png"];

    public string Kind => SubjectKind;

    public async Task<DocumentSubject?> FindAsync(HengjianDbContext db, Caller caller, Guid id, CancellationToken cancellationToken)
    {
        if (!caller.Can(Permission.ExaminationsRead) || await db.Set<QuestionVersion>().AsNoTracking().FirstOrDefaultAsync(v => v.Id == id, cancellationToken) is not { } version)
        {
            return null;
        }

        var number = (await db.Set<Question>().AsNoTracking().FirstAsync(q => q.Id == version.QuestionId, cancellationToken)).Number;
        return new DocumentSubject($"{number} V{version.Number}", $"/examinations/questions/{version.QuestionId:D}", version.State == QuestionState.Draft && caller.Can(Permission.QuestionsWrite))
        {
            MediaTypes = Images,
        };
    }
}
