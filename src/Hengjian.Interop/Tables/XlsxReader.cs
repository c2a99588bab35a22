using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Hengjian.Governance.Tables;

namespace Hengjian.Interop.Tables;

/// <summary>
/// Excel workbooks (ECMA-376), read forward only: what is unpacked is counted while it is read, so that a small file cannot fill the memory, and formulas, merged
/// cells and failed results are seen as the file says them. External references and document types are never followed.
/// </summary>
internal sealed partial class XlsxReader
{
    private const string Numbers = "tables.tooMany";

    private readonly ZipArchive _archive;
    private readonly List<string> _strings = [];
    private readonly List<bool> _dateStyles = [];
    private bool _since1904;
    private long _unpacked;
    private int _rows;

    private XlsxReader(ZipArchive archive) => _archive = archive;

    /// <exception cref="TableFormatException">Not a workbook, damaged, or too large once unpacked.</exception>
    public static IReadOnlyList<TableSheet> Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(content.ToArray()), ZipArchiveMode.Read);
            return new XlsxReader(archive).Sheets();
        }
        catch (Exception exception) when (exception is InvalidDataException or XmlException or EndOfStreamException or NotSupportedException or FormatException or OverflowException)
        {
            throw new TableFormatException("tables.damaged");
        }
    }

    private List<TableSheet> Sheets()
    {
        var listed = Workbook();
        var targets = Targets();
        ReadStyles();
        ReadStrings();
        var sheets = new List<TableSheet>();
        foreach (var (name, id, hidden) in listed)
        {
            if (targets.TryGetValue(id, out var target) && _archive.GetEntry(target) is not null)
            {
                sheets.Add(Sheet(name, target, hidden));
            }
        }

        return sheets;
    }

    private List<(string Name, string Id, bool Hidden)> Workbook()
    {
        using var xml = Open("xl/workbook.xml") ?? throw new TableFormatException("tables.notWorkbook");
        var sheets = new List<(string, string, bool)>();
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (xml.LocalName == "workbookPr")
            {
                _since1904 = xml.GetAttribute("date1904") is "1" or "true";
            }
            else if (xml.LocalName == "sheet")
            {
                sheets.Add((xml.GetAttribute("name") ?? "", RelationId(xml), xml.GetAttribute("state") is "hidden" or "veryHidden"));
            }
        }

        return sheets;
    }

    /// <summary>The relation's id has a namespace of its own, which differs between the two editions of the standard.</summary>
    private static string RelationId(XmlReader xml)
    {
        for (var i = 0; i < xml.AttributeCount; i++)
        {
            xml.MoveToAttribute(i);
            if (xml is { LocalName: "id", NamespaceURI.Length: > 0 })
            {
                var id = xml.Value;
                xml.MoveToElement();
                return id;
            }
        }

        xml.MoveToElement();
        return "";
    }

    private Dictionary<string, string> Targets()
    {
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        using var xml = Open("xl/_rels/workbook.xml.rels") ?? throw new TableFormatException("tables.notWorkbook");
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && xml.GetAttribute("TargetMode") != "External"
                && xml.GetAttribute("Id") is { } id && xml.GetAttribute("Target") is { } target)
            {
                targets[id] = target.StartsWith('/') ? target[1..] : "xl/" + target;
            }
        }

        return targets;
    }

    private void ReadStyles()
    {
        using var xml = Open("xl/styles.xml");
        if (xml is null)
        {
            return;
        }

        var own = new Dictionary<int, bool>();
        var inCellFormats = false;
        while (xml.Read())
        {
            if (xml.LocalName == "cellXfs")
            {
                inCellFormats = xml.NodeType == XmlNodeType.Element;
            }
            else if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "numFmt")
            {
                own[Whole(xml.GetAttribute("numFmtId"))] = IsDateCode(xml.GetAttribute("formatCode") ?? "");
            }
            else if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "xf" && inCellFormats)
            {
                var format = Whole(xml.GetAttribute("numFmtId"));
                _dateStyles.Add(own.TryGetValue(format, out var isDate) ? isDate : format is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58));
            }
        }
    }

    /// <summary>True for a number format with a year, month or day outside quoted text and brackets.</summary>
    private static bool IsDateCode(string code)
    {
        var quoted = false;
        var bracketed = false;
        for (var i = 0; i < code.Length; i++)
        {
            var c = code[i];
            if (c == '\\')
            {
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && c is '[' or ']')
            {
                bracketed = c == '[';
            }
            else if (!quoted && !bracketed && c is 'y' or 'Y' or 'd' or 'D')
            {
                return true;
            }
        }

        return false;
    }

    private void ReadStrings()
    {
        using var xml = Open("xl/sharedStrings.xml");
        if (xml is null)
        {
            return;
        }

        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                _strings.Add(RichText(xml, "si"));
            }
        }
    }

    /// <summary>The text of an element's runs, without the readings (拼音) that stand beside them.</summary>
    private static string RichText(XmlReader xml, string element)
    {
        if (xml.IsEmptyElement)
        {
            return "";
        }

        var text = new StringBuilder();
        var beside = 0;
        var inText = false;
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.LocalName == element))
        {
            if (xml.LocalName == "rPh")
            {
                beside += xml.NodeType == XmlNodeType.EndElement ? -1 : xml.IsEmptyElement ? 0 : 1;
            }
            else if (xml.LocalName == "t")
            {
                inText = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            }
            else if (inText && beside == 0 && xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA)
            {
                text.Append(xml.Value);
            }
        }

        return text.Length > TableLimits.LongestCell ? throw new TableFormatException("tables.damaged") : text.ToString();
    }

    private TableSheet Sheet(string name, string target, bool hidden)
    {
        var rows = new List<TableRow>();
        var merged = new List<string>();
        using var xml = Open(target)!;
        var cells = new List<TableCell>();
        var number = 0;
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "row")
            {
                Finish();
            }
            else if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }
            else if (xml.LocalName == "row")
            {
                number = xml.GetAttribute("r") is { } r ? Whole(r) : number + 1;
            }
            else if (xml.LocalName == "c")
            {
                Put(cells, CellAddress.ColumnOf(xml.GetAttribute("r")), Cell(xml));
            }
            else if (xml.LocalName == "mergeCell" && xml.GetAttribute("ref") is { } range)
            {
                merged.Add(range);
            }
        }

        return new TableSheet(name, rows, hidden, merged);

        void Finish()
        {
            if (cells.Count > 0)
            {
                rows.Add(new TableRow(number, [.. cells]));
                cells.Clear();
                if (++_rows > TableLimits.MostRows)
                {
                    throw TooMany();
                }
            }
        }
    }

    private XmlReader? Open(string path)
    {
        var entry = _archive.GetEntry(path);
        return entry is null
            ? null
            : XmlReader.Create(
                new CountedStream(entry.Open(), Count),
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = true, IgnoreComments = true, IgnoreProcessingInstructions = true });
    }

    private void Count(int bytes)
    {
        _unpacked += bytes;
        if (_unpacked > TableLimits.LargestContent)
        {
            throw new TableFormatException("tables.contentTooLarge");
        }
    }

    private static int Whole(string? text) => int.Parse(text ?? "0", NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);

    private static TableFormatException TooMany() => new(
        Numbers,
        ("rows", TableLimits.MostRows.ToString(CultureInfo.InvariantCulture)),
        ("columns", TableLimits.MostColumns.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Tells how many bytes pass.</summary>
    private sealed class CountedStream(Stream inner, Action<int> count) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int length) => Read(buffer.AsSpan(offset, length));

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            count(read);
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
