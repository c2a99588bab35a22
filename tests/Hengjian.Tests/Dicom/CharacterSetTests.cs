using Hengjian.Interop.Dicom;

namespace Hengjian.Tests.Dicom;

public sealed class CharacterSetTests
{
    static readonly DicomTag PatientName = new(0x0010, 0x0010);

    /// <summary>Character set, bytes of a name, and the name they stand for.</summary>
    public static TheoryData<string, string, string> Names =>
        new()
        {
            { "", "4142435E444546", "ABC^DEF" },
            { "ISO_IR 100", "4275635E4AE972F46D65", "Buc^Jérôme" },
            { "ISO_IR 101", "5761B3EA73615E4C656368", "Wałęsa^Lech" },
            { "ISO_IR 109", "A661FD7365725EC6696E61", "Ĥaŭser^Ĉina" },
            { "ISO_IR 110", "42BA727A69F1B95E4AE06E6973", "Bērziņš^Jānis" },
            { "ISO_IR 144", "BBEEDA6365DCD17970D3", "Люкceмбypг" },
            { "ISO_IR 127", "E2C8C7E6EA5EE4E6D2C7D1", "قباني^لنزار" },
            { "ISO_IR 126", "C4E9EFEDF5F3E9EFF2", "Διονυσιος" },
            { "ISO_IR 138", "F9F8E5EF5EE3E1E5F8E4", "שרון^דבורה" },
            { "ISO_IR 148", "C7617675FE6FF06C755E49FEFD6C", "Çavuşoğlu^Işıl" },
            { "ISO_IR 166", "CAC1AAD2C25EE3A8B4D5", "สมชาย^ใจดี" },
            { "ISO_IR 203", "A6696D6B6F76E15EBC75767265", "Šimková^Œuvre" },
            { "ISO_IR 13", "D4CFC0DE5EC0DBB3", "ﾔﾏﾀﾞ^ﾀﾛｳ" },
            { "ISO_IR 192", "57616E675E5869616F446F6E673DE78E8B5EE5B08FE4B89C", "Wang^XiaoDong=王^小东" },
            { "GB18030", "57616E675E5869616F446F6E673DCDF55ED0A1B6AB", "Wang^XiaoDong=王^小东" },
            { "GB18030", "4C695E4D696E673DC0EE5E9534B235FE9F", "Li^Ming=李^𠮷䶮" },
            { "GBK", "5A68755E526F6E676A693DD6EC5EE946BBF9", "Zhu^Rongji=朱^镕基" },
            { @"\ISO 2022 IR 58", "5A68616E675E5869616F446F6E673D1B242941D5C55E1B242941D0A1B6AB3D", "Zhang^XiaoDong=张^小东" },
            {
                @"\ISO 2022 IR 149",
                "486F6E675E47696C646F6E673D1B242943FBF35E1B242943D1CED4D73D1B242943C8AB5E1B242943B1E6B5BF",
                "Hong^Gildong=洪^吉洞=홍^길동"
            },
            { @"ISO 2022 IR 100\ISO 2022 IR 126", "4275635E4AE9721B2D46C4E9", "Buc^JérΔι" },
            { @"\ISO 2022 IR 87", "59616D6164613D1B24423B3345441B2842", "Yamada=山田" },
            { @"\ISO 2022 IR 87\ISO 2022 IR 159", "413D1B244242401B284230211B2842", "A=太0!" },
            { @"\ISO 2022 IR 159", "413D1B24284430211B2842", "A=丂" },
            { @"\ISO 2022 IR 159", "413D1B2428446D631B2842", "A=龥" },
        };

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_Name_IsDecoded(string terms, string bytes, string name) => Read(terms, bytes).ShouldBe(name);

    /// <summary>Those that dcmdump 3.6.7 converts with glibc: not Japanese kanji, not Latin-9.</summary>
    public static TheoryData<string, string, string> NamesForDcmdump =>
        [.. Names.Where(row => !new[] { "87", "159", "203" }.Any(number => row.Data.Item1.Contains(number, StringComparison.Ordinal)))];

    [Theory]
    [MemberData(nameof(NamesForDcmdump))]
    public void Read_Name_IsWhatDcmdumpConverts(string terms, string bytes, string name)
    {
        using var file = new TemporaryFile(File(terms, Convert.FromHexString(bytes)));

        var line = Dcmtk.Run("dcmdump", "--convert-to-utf8", "+L", "-q", "+P", "0010,0010", file.Path).Text();

        line[(line.IndexOf('[', StringComparison.Ordinal) + 1)..line.LastIndexOf(']')].TrimEnd(' ', '=').ShouldBe(name);
    }

    [Theory]
    [InlineData("ISO_IR 192", "C3")]
    [InlineData("ISO_IR 192", "D6D0B9FA")]
    [InlineData("GB18030", "FF41")]
    [InlineData("", "D6D0")]
    [InlineData("ISO_IR 6", "E9")]
    [InlineData(@"\ISO 2022 IR 58", "1B242941D5")]
    [InlineData(@"\ISO 2022 IR 87", "1B2442FF1B2842")]
    [InlineData("ISO_IR 100", "1B5A41")]
    public void Read_BytesThatAreNoText_AreRefused(string terms, string bytes)
    {
        var failure = Should.Throw<DicomFormatException>(() => Read(terms, bytes));

        (failure.Reason, failure.Tag).ShouldBe((DicomFailure.InvalidText, PatientName));
    }

    [Theory]
    [InlineData("ISO_IR 999")]
    [InlineData("KLINGON")]
    [InlineData(@"ISO 2022 IR 100\ISO_IR 192")]
    public void Read_UnknownCharacterSet_IsRefused(string terms) =>
        Should.Throw<DicomFormatException>(() => Read(terms, "41")).Reason.ShouldBe(DicomFailure.UnknownCharacterSet);

    [Fact]
    public void Read_UndeclaredChinese_IsReadWhereTheSiteAssumesIt() =>
        Read("", "D5C5C8FD", new() { AssumedCharacterSet = "GB18030" }).ShouldBe("张三");

    [Fact]
    public void Read_UndecodablePrivateText_KeepsTheObject()
    {
        var file = RawDicom.File(RawDicom.Short(0x0009, 0x0010, "LO", "ACME"), RawDicom.Short(0x0009, 0x1001, "LO", [0xB5, 0x67]));

        DicomReader.Read(file).Dataset.Text(new(0x0009, 0x1001)).ShouldBe("\uFFFDg");
    }

    [Fact]
    public void Read_BackslashAsSecondByteOfAChineseCharacter_SeparatesNothing() =>
        DicomReader
            .Read(RawDicom.File(Declared("GB18030"), RawDicom.Short(0x0008, 0x0080, "LO", [0x81, 0x5C, 0x5C, 0x41])))
            .Dataset.Texts(new(0x0008, 0x0080))
            .ShouldBe(["乗", "A"]);

    [Fact]
    public void Read_ItemWithoutACharacterSet_InheritsIt()
    {
        var name = RawDicom.Short(0x0010, 0x0010, "PN", [0xD5, 0xC5]);
        var item = RawDicom.Item((uint)name.Length, name);

        DicomReader
            .Read(RawDicom.File(Declared("GB18030"), RawDicom.Long(0x0040, 0xA730, "SQ", (uint)item.Length, item)))
            .Dataset.Item(new(0x0040, 0xA730))!
            .Text(PatientName)
            .ShouldBe("张");
    }

    static string? Read(string terms, string bytes, DicomReadOptions? options = null) =>
        DicomReader.Read(File(terms, Convert.FromHexString(bytes)), options).Dataset.Text(PatientName);

    static byte[] File(string terms, byte[] name) =>
        RawDicom.File(
            Declared(terms),
            RawDicom.Short(0x0008, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.7 "),
            RawDicom.Short(0x0010, 0x0010, "PN", name.Length % 2 == 0 ? name : [.. name, 0x20])
        );

    static byte[] Declared(string terms) => RawDicom.Short(0x0008, 0x0005, "CS", terms);
}
