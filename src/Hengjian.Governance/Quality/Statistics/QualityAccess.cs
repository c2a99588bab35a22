using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;

namespace Hengjian.Governance.Quality.Statistics;

/// <summary>Who may see which figures (practice.md 14, decisions.md 6).</summary>
public static class QualityAccess
{
    /// <summary>Figures by reader with names: officers and quality officers.</summary>
    public static bool SeesReadersByName(Caller caller) => caller.Kind == CallerKind.System || caller.Is(Role.GovernanceOfficer) || caller.Is(Role.QualityOfficer);

    /// <summary>Figures of this reader: one's own, or everybody's for those who see them by name.</summary>
    public static bool SeesReader(Caller caller, Guid reader) => SeesReadersByName(caller) || (caller.PractitionerId == reader && caller.Is(Role.Physician));

    /// <summary>True for who sees every case anyway and reads none: from them few cases hide nothing.</summary>
    public static bool SeesSmallNumbers(Caller caller) =>
        SeesReadersByName(caller) && !caller.Can(Permission.OpinionsSign) && !caller.Can(Permission.FinalDiagnosesSign) || caller.Kind == CallerKind.System;
}
