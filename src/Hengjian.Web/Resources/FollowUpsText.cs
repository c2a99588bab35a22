namespace Hengjian.Web.Resources;

/// <summary>Pages of follow-up.</summary>
public sealed class FollowUpsText;
