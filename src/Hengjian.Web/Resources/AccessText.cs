namespace Hengjian.Web.Resources;

/// <summary>Sign-in, own account, users, tokens, permissions and set-up; the names of roles and permissions.</summary>
public sealed class AccessText;
