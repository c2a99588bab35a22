using System.Diagnostics;
using System.Text;
using Hengjian.Interop.Dicom;
using Hengjian.Interop.Dicom.Json;
using Hengjian.Interop.Dicom.Writing;

namespace Hengjian.Tests.Dicom;

/// <summary>Damaged objects: whatever the damage, they are read or refused with a typed reason, quickly.</summary>
public sealed class DicomFuzzTests
{
    const int Mutations = 2000;

    static readonly DicomReadOptions Options = new()
    {
        MaxBytes = 1 << 20,
        MaxElements = 20_000,
        MaxHeldBytes = 1 << 20,
        MaxTextBytes = 1 << 16,
    };

    public static TheoryData<string> SmallFiles =>
        SharedData.Root is null
            ? ["(absent)"]
            : [.. DicomFiles.Matching("*.dcm").Select(row => row.Data).Where(name => new FileInfo(DicomFiles.PathOf(name)).Length < 10_000)];

    public static TheoryData<string> Syntaxes => ["1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2"];

    [Theory]
    [MemberData(nameof(SmallFiles))]
    public void Read_DamagedFileByOthers_IsReadOrRefused(string name) =>
        Fuzz(DicomFiles.Bytes(name), Mutate, bytes => DicomIntake.ReadPart10(new MemoryStream(bytes), Options));

    [Theory]
    [MemberData(nameof(Syntaxes))]
    public void Read_DamagedReportOfOurs_IsReadOrRefused(string syntax) =>
        Fuzz(
            DicomWriter.Write(AiSrBuilder.Build(SampleReports.Content), DicomTransferSyntax.Find(syntax)),
            Mutate,
            bytes => DicomIntake.ReadPart10(new MemoryStream(bytes), Options)
        );

    [Fact]
    public void Read_DamagedJson_IsReadOrRefused() =>
        Fuzz(DicomJsonWriter.Write(AiSrBuilder.Build(SampleReports.Content)), MutateJson, bytes => DicomIntake.ReadJson(bytes, Options));

    static void Fuzz(byte[] original, Func<byte[], Random, byte[]> mutate, Func<byte[], DicomIntake> read)
    {
        var random = new Random(original.Length);
        var slowest = TimeSpan.Zero;
        var refused = 0;
        for (var i = 0; i < Mutations; i++)
        {
            var damaged = mutate(original, random);
            var watch = Stopwatch.StartNew();
            try
            {
                DicomJsonWriter.Write(read(damaged).Object.Dataset);
            }
            catch (DicomFormatException)
            {
                refused++;
            }
            slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
        }
        refused.ShouldBeGreaterThan(Mutations / 10);
        slowest.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    static byte[] Mutate(byte[] original, Random random)
    {
        // The preamble holds nothing; damage begins at the meta information.
        var at = random.Next(Math.Min(132, original.Length - 1), original.Length);
        return random.Next(6) switch
        {
            0 => original[..at],
            1 => Flip(original, random, random.Next(1, 9)),
            2 => Overwrite(original, at, Lengths[random.Next(Lengths.Length)]),
            3 => [.. original[..at], .. RawDicom.Nested(random.Next(1, 200), random.Next(2) == 0), .. original[at..]],
            4 => [.. original[..at], .. original[random.Next(at)..at], .. original[at..]],
            _ => Overwrite(Flip(original, random, 2), at, Lengths[random.Next(Lengths.Length)]),
        };
    }

    static byte[] MutateJson(byte[] original, Random random)
    {
        var at = random.Next(original.Length);
        return random.Next(4) switch
        {
            0 => original[..at],
            1 => Flip(original, random, random.Next(1, 5)),
            2 => [.. original[..at], .. Encoding.UTF8.GetBytes(Fragments[random.Next(Fragments.Length)]), .. original[at..]],
            _ => Overwrite(original, at, Encoding.UTF8.GetBytes(Fragments[random.Next(Fragments.Length)])),
        };
    }

    static readonly byte[][] Lengths =
    [
        [0xFF, 0xFF, 0xFF, 0xFF],
        [0xFE, 0xFF, 0xFF, 0xFF],
        [0xFF, 0xFF, 0xFF, 0x7F],
        [0, 0, 1, 0],
        [0xFF, 0xFF],
        [0, 0],
        [0x1B, 0x24],
        [0xFE, 0xFF, 0x00, 0xE0],
    ];

    static readonly string[] Fragments =
    [
        "\\ud800",
        "null",
        "[[[[[[[[[[",
        "}",
        "]",
        "1e999",
        "-1",
        "\"",
        "true",
        "\u0000",
        "{\"vr\":\"SQ\"}",
        "\"vr\":\"UN\",",
        "PN",
        "FL",
    ];

    static byte[] Flip(byte[] original, Random random, int count)
    {
        var bytes = original.ToArray();
        for (var i = 0; i < count; i++)
            bytes[random.Next(Math.Min(132, bytes.Length - 1), bytes.Length)] ^= (byte)(1 << random.Next(8));
        return bytes;
    }

    static byte[] Overwrite(byte[] original, int at, byte[] with)
    {
        var bytes = original.ToArray();
        with.AsSpan(0, Math.Min(with.Length, bytes.Length - at)).CopyTo(bytes.AsSpan(at));
        return bytes;
    }
}
