namespace Hengjian.Web.Resources;

/// <summary>Question bank, papers, sittings, marking and skills assessments.</summary>
public sealed class ExaminationText;
