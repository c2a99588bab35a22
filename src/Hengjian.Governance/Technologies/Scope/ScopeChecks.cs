using Hengjian.Governance.Kernel;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Registers;

namespace Hengjian.Governance.Technologies.Scope;

/// <summary>What answers to the scope questionnaire must look like before any rule reads them.</summary>
internal static class ScopeChecks
{
    public static void Check(ScopeAnswers? answers, string prefix, FieldErrors errors)
    {
        if (answers is null)
        {
            return;
        }

        errors.Require(answers.Influences is not null, prefix + "influences", "field.required");
        errors.Require(
            answers.Influences is null || !answers.Influences.Contains(DecisionInfluence.Other) || !string.IsNullOrWhiteSpace(answers.OtherInfluence),
            prefix + "otherInfluence", "field.required");
        Optional(prefix + "otherInfluence", answers.OtherInfluence, 200, errors);
        Optional(prefix + "noGreatInfluence", answers.NoGreatInfluence?.Reason, 500, errors);
        Optional(prefix + "clinicalValidation", answers.ClinicalValidation, 200, errors);
        Optional(prefix + "approval", answers.Approval, 200, errors);
        Optional(prefix + "forVersion", answers.ForVersion, 64, errors);
        ParticularsChecks.Lines(answers.Evidence, prefix + "evidence", errors, (study, field) => ParticularsChecks.Study(study, field, errors));
    }

    /// <summary>Blank counts as absent: what is absent is then what the rule says is missing.</summary>
    private static void Optional(string field, string? text, int longest, FieldErrors errors)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            errors.Text(field, text, longest);
        }
    }
}
