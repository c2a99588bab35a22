using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Training.Certificates;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Web.Components.Design;

namespace Hengjian.Web.Components.Pages.Training.Certificates;

/// <summary>Looks and titles of certificates.</summary>
internal static class CertificateWords
{
    public static Tone ToneOf(CertificateStanding standing) => standing switch
    {
        CertificateStanding.Valid => Tone.Ok,
        CertificateStanding.RevocationAsked => Tone.Warn,
        CertificateStanding.Revoked => Tone.Bad,
        _ => Tone.None,
    };

    /// <summary>Key of what the paper is called: a certificate of training, or a recognition of another route.</summary>
    public static string TitleKey(TrainingRoute route, ProgrammeKind kind) => kind == ProgrammeKind.Physician && route != TrainingRoute.Normal ? "Paper." + route : "Paper." + kind;
}
