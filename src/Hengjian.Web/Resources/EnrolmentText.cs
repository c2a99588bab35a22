namespace Hengjian.Web.Resources;

/// <summary>Enrolments, sessions, reading on line and case logs.</summary>
public sealed class EnrolmentText;
