using System.Globalization;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Persistence.Protection;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Cases.Register;

/// <summary>The system's draw of cases that are read blind first (practice.md 1).</summary>
internal static class BlindFirstDraws
{
    private const string Purpose = "blind-first-draw";

    /// <summary>The draw for a case that is being registered; null where none is made: no share is set, the case is not routine (invasive or an emergency), or blind-first was asked for anyway.</summary>
    public static BlindFirstDraw? For(RegisterCaseRequest request, DeploymentFile deployment, FieldProtector fields, Guid institution)
    {
        if (deployment.Reading.BlindFirstPercent is not { } percent || deployment.Stage != DeploymentStage.RoutineUse || request.Invasive == true || request.Examination?.VisitKind == VisitKind.Emergency
            || (request.Protocol ?? deployment.DefaultProtocol) == ReadingProtocol.BlindFirst)
        {
            return null;
        }

        var mark = fields.BlindIndex(institution, Purpose, $"{deployment.Id:D}|{request.AccessionNumber!.Trim()}")!;
        var value = uint.Parse(mark.AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture) * 100.0 / 4_294_967_296.0;
        return new BlindFirstDraw(percent, Math.Round(value, 6, MidpointRounding.ToZero), value < percent);
    }
}
