namespace Hengjian.Governance.Documents.Formats;

/// <summary>A kind of file that may be attached.</summary>
/// <param name="MediaType">What it is kept and sent as.</param>
/// <param name="Extensions">Extensions that say so, without the dot.</param>
/// <param name="DeclaredTypes">Types that senders say for it: browsers call a CSV file by the program that opens it.</param>
internal sealed record DocumentFormat(string MediaType, IReadOnlyList<string> Extensions, IReadOnlyList<string> DeclaredTypes)
{
    /// <summary>Says nothing about the content, so it contradicts nothing.</summary>
    private const string Unstated = "application/octet-stream";

    public static readonly DocumentFormat Pdf = new("application/pdf", ["pdf"], ["application/pdf", "application/x-pdf"]);
    public static readonly DocumentFormat Png = new("image/png", ["png"], ["image/png"]);
    public static readonly DocumentFormat Jpeg = new("image/jpeg", ["jpg", "jpeg"], ["image/jpeg", "image/jpg", "image/pjpeg"]);

    public static readonly DocumentFormat Word = new(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ["docx"], ["application/vnd.openxmlformats-officedocument.wordprocessingml.document"]);

    public static readonly DocumentFormat Excel = new(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ["xlsx"], ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"]);

    public static readonly DocumentFormat Text = new("text/plain", ["txt"], ["text/plain"]);
    public static readonly DocumentFormat Csv = new("text/csv", ["csv"], ["text/csv", "text/plain", "application/csv", "application/vnd.ms-excel"]);

    public static readonly IReadOnlyList<DocumentFormat> All = [Pdf, Png, Jpeg, Word, Excel, Text, Csv];

    public static DocumentFormat? OfExtension(string extension) => All.FirstOrDefault(f => f.Extensions.Contains(extension));

    /// <summary>True where a declared type does not contradict this format.</summary>
    public bool Agrees(string? declared)
    {
        var type = (declared ?? "").Split(';')[0].Trim().ToLowerInvariant();
        return type is "" or Unstated || DeclaredTypes.Contains(type);
    }
}
