using System.IO.Compression;
using System.Text;
using Hengjian.Interop.Dicom;

namespace Hengjian.Tests.Dicom;

public sealed class DicomReaderTests
{
    static readonly DicomTag PatientId = new(0x0010, 0x0020);
    static readonly DicomTag ContentSequence = new(0x0040, 0xA730);
    static readonly byte[] Id = RawDicom.Short(0x0010, 0x0020, "LO", "P-1");

    [Fact]
    public void Read_WithoutPreamble_ReadsMetaAndDataset()
    {
        byte[] file = [.. RawDicom.Meta(RawDicom.ExplicitLittleEndian), .. Id];

        DicomReader.Read(file).Dataset.Text(PatientId).ShouldBe("P-1");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_DatasetAlone_IsReadByItsFirstElement(bool isExplicit)
    {
        var modality = Encoding.ASCII.GetBytes("SR");
        byte[] file = isExplicit
            ? [.. RawDicom.Short(0x0008, 0x0060, "CS", modality), .. Id]
            : [.. RawDicom.Implicit(0x0008, 0x0060, 2, modality), .. RawDicom.Implicit(0x0010, 0x0020, 4, "P-1 "u8.ToArray())];

        var read = DicomReader.Read(file);

        (read.TransferSyntax.IsExplicit, read.Dataset.Text(PatientId)).ShouldBe((isExplicit, "P-1"));
    }

    [Fact]
    public void Read_ElementsOutOfOrder_AreSorted()
    {
        var file = RawDicom.File(Id, RawDicom.Short(0x0008, 0x0060, "CS", "SR"), RawDicom.Short(0x0010, 0x0010, "PN", "A^B"));

        DicomReader.Read(file).Dataset.Elements.Select(element => element.Tag.Key).ShouldBe(["00080060", "00100010", "00100020"]);
    }

    [Fact]
    public void Read_OddLength_IsTaken() =>
        DicomReader.Read(RawDicom.File(RawDicom.Short(0x0010, 0x0020, "LO", "ABC"u8.ToArray()))).Dataset.Text(PatientId).ShouldBe("ABC");

    [Fact]
    public void Read_NulInText_EndsIt() =>
        DicomReader.Read(RawDicom.File(RawDicom.Short(0x0010, 0x0020, "LO", "AB\0junk "u8.ToArray()))).Dataset.Text(PatientId).ShouldBe("AB");

    [Fact]
    public void Read_GroupLengthAndTrailingPadding_AreDropped()
    {
        var file = RawDicom.File(RawDicom.Short(0x0010, 0x0000, "UL", RawDicom.UInt32(999)), Id, RawDicom.Long(0xFFFC, 0xFFFC, "OB", 2, [0, 0]));

        DicomReader.Read(file).Dataset.Elements.ShouldHaveSingleItem().Tag.ShouldBe(PatientId);
    }

    [Fact]
    public void Read_UnknownRepresentationInLetters_HasA32BitLength()
    {
        var file = RawDicom.File(RawDicom.Long(0x0009, 0x1001, "XX", 4, [1, 2, 3, 4]), Id);

        var dataset = DicomReader.Read(file).Dataset;

        (dataset.Find(new(0x0009, 0x1001))!.Vr, dataset.Text(PatientId)).ShouldBe((DicomVr.UN, "P-1"));
    }

    [Fact]
    public void Read_BlankRepresentation_IsTakenFromTheDictionary()
    {
        var file = RawDicom.File(RawDicom.Short(0x0010, 0x0020, "  ", "P-1 "u8.ToArray()));

        DicomReader.Read(file).Dataset.Find(PatientId)!.Vr.ShouldBe(DicomVr.LO);
    }

    [Fact]
    public void Read_KnownSequenceSentAsUnknown_IsReadAsImplicitItems()
    {
        var item = RawDicom.Item(12, RawDicom.Implicit(0x0008, 0x0100, 4, "121 "u8.ToArray()));
        var file = RawDicom.File(RawDicom.Long(0x0040, 0xA043, "UN", (uint)item.Length, item));

        DicomReader.Read(file).Dataset.Item(new(0x0040, 0xA043))!.Text(new(0x0008, 0x0100)).ShouldBe("121");
    }

    [Fact]
    public void Read_UnknownOfUndefinedLength_IsASequence()
    {
        byte[] item =
        [
            .. RawDicom.Item(RawDicom.Undefined, RawDicom.Implicit(0x0010, 0x0020, 2, "X "u8.ToArray())),
            .. RawDicom.ItemEnd,
            .. RawDicom.SequenceEnd,
        ];
        var file = RawDicom.File(RawDicom.Long(0x0011, 0x1001, "UN", RawDicom.Undefined, item));

        DicomReader.Read(file).Dataset.Item(new(0x0011, 0x1001))!.Text(PatientId).ShouldBe("X");
    }

    [Fact]
    public void Read_LongBinary_IsSkippedWithLengthAndHash()
    {
        var binary = DicomReader
            .Read(RawDicom.File(Id, RawDicom.Long(0x0042, 0x0011, "OB", 5000, new byte[5000])))
            .Dataset.Find(new(0x0042, 0x0011))!;

        (binary.Bytes.Length, binary.Bulk!.Length, binary.Bulk.Sha256!.Length).ShouldBe((0, 5000L, 64));
    }

    [Fact]
    public void Read_Deflated_InflatesTheDataset()
    {
        var file = RawDicom.FileIn(RawDicom.Deflated, Deflate(Id));

        DicomReader.Read(file).Dataset.Text(PatientId).ShouldBe("P-1");
    }

    [Fact]
    public void Read_StreamThatCannotSeek_ReadsTheSame()
    {
        using var forward = new ForwardStream(RawDicom.File(Id));

        DicomReader.Read(forward).Dataset.Text(PatientId).ShouldBe("P-1");
    }

    [Theory]
    [InlineData("", DicomFailure.NotDicom)]
    [InlineData("hello, this is text and not a file of the kind", DicomFailure.NotDicom)]
    public void Read_OtherData_IsNotDicom(string text, DicomFailure reason) => Refused(Encoding.ASCII.GetBytes(text)).Reason.ShouldBe(reason);

    [Fact]
    public void Read_UnknownTransferSyntax_IsRefused() =>
        Refused(RawDicom.FileIn("1.2.3", Id)).Reason.ShouldBe(DicomFailure.UnsupportedTransferSyntax);

    [Fact]
    public void Read_EveryTruncation_IsRefusedOrShorter()
    {
        var file = RawDicom.File(
            RawDicom.Long(
                0x0040,
                0xA730,
                "SQ",
                RawDicom.Undefined,
                [.. RawDicom.Item(RawDicom.Undefined, Id), .. RawDicom.ItemEnd, .. RawDicom.SequenceEnd]
            )
        );
        var begin = RawDicom.File().Length;

        for (var length = begin; length < file.Length; length++)
            Refused(file[..length]).Offset.ShouldNotBeNull();
    }

    [Fact]
    public void Read_LengthBeyondTheEnd_NamesElementAndOffset()
    {
        var failure = Refused(RawDicom.File(RawDicom.Long(0x0040, 0xA160, "UT", 0x7FFFFFFF, "text"u8.ToArray())));

        (failure.Reason, failure.Tag, failure.Offset).ShouldBe(
            (DicomFailure.LengthBeyondEnd, new DicomTag(0x0040, 0xA160), RawDicom.File().Length + 12L)
        );
    }

    [Fact]
    public void Read_ElementBeyondItsItem_IsRefused()
    {
        var item = RawDicom.Item(12, RawDicom.Short(0x0010, 0x0020, "LO", 100, "P-1 "u8.ToArray()));

        Refused(
            RawDicom.File(RawDicom.Long(0x0040, 0xA730, "SQ", (uint)item.Length, item), RawDicom.Short(0x0040, 0xA731, "LO", new string('x', 200)))
        )
            .Reason.ShouldBe(DicomFailure.LengthBeyondEnd);
    }

    [Fact]
    public void Read_SameTagTwice_IsRefused() => Refused(RawDicom.File(Id, Id)).Reason.ShouldBe(DicomFailure.DuplicateElement);

    [Fact]
    public void Read_DelimiterOutsideASequence_IsRefused() =>
        Refused(RawDicom.File(Id, RawDicom.ItemEnd)).Reason.ShouldBe(DicomFailure.MalformedSequence);

    [Fact]
    public void Read_UndefinedLengthOfText_IsRefused() =>
        Refused(RawDicom.File(RawDicom.Long(0x0040, 0xA160, "UT", RawDicom.Undefined, []))).Reason.ShouldBe(DicomFailure.MalformedSequence);

    [Fact]
    public void Read_NestingAtTheLimit_IsRead()
    {
        var dataset = DicomReader.Read(RawDicom.File(RawDicom.Nested(32, ended: true))).Dataset;

        Depth(dataset).ShouldBe(32);
    }

    [Theory]
    [InlineData(33, true)]
    [InlineData(100_000, true)]
    [InlineData(100_000, false)]
    public void Read_NestingBeyondTheLimit_IsRefused(int depth, bool ended) =>
        Refused(RawDicom.File(RawDicom.Nested(depth, ended))).Reason.ShouldBe(DicomFailure.TooDeep);

    [Fact]
    public void Read_MoreElementsThanAllowed_IsRefused() =>
        Refused(RawDicom.File(Id, RawDicom.Short(0x0010, 0x0030, "DA", "")), new() { MaxElements = 1 }).Reason.ShouldBe(DicomFailure.TooManyElements);

    [Fact]
    public void Read_TextLongerThanAllowed_IsRefused() =>
        Refused(RawDicom.File(RawDicom.Long(0x0040, 0xA160, "UT", 2000, new byte[2000])), new() { MaxTextBytes = 1000 })
            .Reason.ShouldBe(DicomFailure.TextTooLong);

    [Fact]
    public void Read_TextsTogetherLongerThanAllowed_AreRefused() =>
        Refused(RawDicom.File(Id, RawDicom.Long(0x0040, 0xA160, "UT", 2000, new byte[2000])), new() { MaxHeldBytes = 1000 })
            .Reason.ShouldBe(DicomFailure.TooLarge);

    [Fact]
    public void Read_FileLargerThanAllowed_IsRefused() => Refused(RawDicom.File(Id), new() { MaxBytes = 100 }).Reason.ShouldBe(DicomFailure.TooLarge);

    [Fact]
    public void Read_DeflatedBeyondTheLimit_IsRefused()
    {
        var bomb = RawDicom.FileIn(RawDicom.Deflated, Deflate(RawDicom.Long(0x7FE0, 0x0010, "OB", 50_000_000, new byte[50_000_000])));

        bomb.Length.ShouldBeLessThan(100_000);
        Refused(bomb, new() { MaxBytes = 1_000_000 }).Reason.ShouldBe(DicomFailure.TooLarge);
    }

    [Fact]
    public void Read_DamagedDeflation_IsRefused() =>
        Refused(RawDicom.FileIn(RawDicom.Deflated, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF])).Reason.ShouldBe(DicomFailure.Truncated);

    [Fact]
    public void Read_ClaimOfGigabytesFromAForwardStream_SpendsNoMemoryOnTheClaim()
    {
        using var stream = new ForwardStream(RawDicom.File(RawDicom.Long(0x0040, 0xA160, "UT", 0x7FFFFFF0, "text"u8.ToArray())));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Should.Throw<DicomFormatException>(() =>
            DicomReader.Read(
                stream,
                new()
                {
                    MaxTextBytes = int.MaxValue,
                    MaxHeldBytes = long.MaxValue,
                    MaxBytes = long.MaxValue,
                }
            )
        );

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4_000_000);
    }

    [Fact]
    public void Read_ManyElementsInReverse_TakesNoQuadraticTime()
    {
        var elements = Enumerable
            .Range(0, 200_000)
            .Select(i => RawDicom.Short((ushort)(0x1000 + (2 * ((200_000 - i) / 50_000))), (ushort)(50_000 - (i % 50_000)), "CS", []))
            .ToArray();
        var watch = System.Diagnostics.Stopwatch.StartNew();

        DicomReader.Read(RawDicom.File(elements)).Dataset.Elements.Count.ShouldBe(200_000);

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void MaxDepth_BeyondWhatTheStackIsBoundedFor_IsRefused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new DicomReadOptions { MaxDepth = 65 });

    static DicomFormatException Refused(byte[] file, DicomReadOptions? options = null) =>
        Should.Throw<DicomFormatException>(() => DicomReader.Read(file, options));

    static int Depth(DicomDataset dataset) => dataset.Item(ContentSequence) is { } item ? 1 + Depth(item) : 0;

    static byte[] Deflate(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var deflate = new DeflateStream(target, CompressionLevel.Optimal))
            deflate.Write(bytes);
        return target.ToArray();
    }

    /// <summary>A stream that gives few bytes at a time and knows neither length nor position, as a network does.</summary>
    sealed class ForwardStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 7));
    }
}
