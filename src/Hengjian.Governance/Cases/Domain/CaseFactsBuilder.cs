using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Cases.Domain;

/// <summary>Derives <see cref="CaseFacts"/> from the aggregate and the deployment's labels.</summary>
internal static class CaseFactsBuilder
{
    public static CaseFacts Build(CaseFile file, DeploymentFile deployment)
    {
        var subject = file.Case;
        var study = subject.StudyKey is not null;
        return new CaseFacts(
            subject.Id,
            subject.DeploymentId,
            file.CurrentAiResult?.TechnologyVersionId ?? deployment.VersionId,
            subject.ExaminedAt,
            subject.State,
            subject.Protocol,
            study,
            subject.WithoutAi,
            [.. (study ? file.AiResults.Where(r => r.Status == AiResultStatus.Accepted) : file.CurrentAiResult is { } current ? [current] : [])
                .Select(r => Result(r, deployment))],
            [.. file.CurrentOpinions.Select(o => Reading(o, file, deployment))],
            [.. file.StandingReferences.Select(r => new ReferenceFact(r.Id, r.Kind, r.Label, deployment.Label(r.Label)?.Positive))],
            Subgroups(file, study))
        {
            FinalLabel = file.CurrentFinalDiagnosis?.Label,
            ConcludedAt = subject.ConcludedAt,
        };
    }

    private static AiResultFact Result(AiResult r, DeploymentFile deployment) => new(r.Id, r.Label, deployment.Label(r.Label)?.Positive, r.Score);

    private static ReadingFact Reading(Opinion o, CaseFile file, DeploymentFile deployment) => new(
        o.Id,
        o.PractitionerId,
        o.Phase,
        o.Phase == ReadingPhase.AfterAi && !file.Case.WithoutAi,
        o.Label,
        deployment.Label(o.Label)?.Positive,
        o.SecondsSpent,
        o.ShownAiResultId is { } shown && file.AiResults.Find(r => r.Id == shown && r.Status != AiResultStatus.Unlinked) is { } result ? Result(result, deployment) : null,
        o.SignedAt);

    private static IReadOnlyDictionary<string, string> Subgroups(CaseFile file, bool study)
    {
        var subject = file.Case;
        if (study)
        {
            return subject.Subgroups;
        }

        var groups = new Dictionary<string, string>(subject.Subgroups) { ["sex"] = CodeOf(subject.Sex) };
        if (file.Opinions.Exists(o => o.ObservedActId is not null))
        {
            groups["attestation"] = "observed";
        }

        if (subject.AgeAtExamination is { } age)
        {
            groups["ageBand"] = age switch { < 18 => "0-17", < 45 => "18-44", < 65 => "45-64", < 80 => "65-79", _ => "80+" };
        }

        return groups;
    }

    private static string CodeOf(Sex sex) => Regulations.CodeName.Of(sex);
}
