using Hengjian.Governance.Tables;

namespace Hengjian.Governance.Examinations.Sheets;

/// <summary>The words of files of questions and statistics.</summary>
internal static class ExaminationWords
{
    public static readonly SheetWords In = new(typeof(ExaminationWords));
}

/// <summary>What is right to do with the result of an AI.</summary>
internal enum AiAnswer
{
    Follow,
    Correct,
}
