namespace Hengjian.Web.Resources;

/// <summary>Reminders and other notices.</summary>
public sealed class NoticesText;
