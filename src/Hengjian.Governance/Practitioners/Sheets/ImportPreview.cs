using Hengjian.Governance.Tables;

namespace Hengjian.Governance.Practitioners.Sheets;

/// <summary>What an import would do, for its page. Nothing of it is stored.</summary>
public sealed record ImportPreview(Guid Id, string FileName, ImportCounts Counts, IReadOnlyList<ImportRow> Rows, IReadOnlyList<ImportNote> Notes);
