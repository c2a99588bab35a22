namespace Hengjian.Web.Resources;

/// <summary>Pages of the ledger.</summary>
public sealed class LedgerPagesText;
