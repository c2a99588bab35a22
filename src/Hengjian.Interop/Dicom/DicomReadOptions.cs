namespace Hengjian.Interop.Dicom;

/// <summary>Limits of a reader. Each is checked before memory is spent; exceeding one is a <see cref="DicomFormatException"/>.</summary>
public sealed record DicomReadOptions
{
    /// <summary>The defaults.</summary>
    public static DicomReadOptions Default { get; } = new();

    readonly int _maxDepth = 32;

    /// <summary>Bytes of one object, and bytes it may inflate to.</summary>
    public long MaxBytes { get; init; } = 512L << 20;

    /// <summary>Bytes of a DICOM JSON document (held in memory while it is read).</summary>
    public int MaxJsonBytes { get; init; } = 64 << 20;

    /// <summary>Elements and items together, over all levels.</summary>
    public int MaxElements { get; init; } = 250_000;

    /// <summary>Sequences inside sequences, 1 to 64: the readers recurse, so this bounds their stack.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside 1 to 64.</exception>
    public int MaxDepth
    {
        get => _maxDepth;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 64);
            _maxDepth = value;
        }
    }

    /// <summary>Bytes of one text; also of one list of binary numbers, beyond which the list is skipped as bulk data.</summary>
    public int MaxTextBytes { get; init; } = 1 << 20;

    /// <summary>Bytes of all values held in memory together.</summary>
    public long MaxHeldBytes { get; init; } = 32L << 20;

    /// <summary>Opaque values (OB, OW, UN …) longer than this are skipped: length and SHA-256 stay. Pixel data is always skipped.</summary>
    public int BulkThreshold { get; init; } = 4096;

    /// <summary>
    /// The defined term of (0008,0005) assumed for objects that name none but hold bytes beyond ASCII, for example GB18030 at a site whose
    /// devices omit it. Null, the default, refuses such objects: a name guessed wrong is worse than one sent again.
    /// </summary>
    public string? AssumedCharacterSet { get; init; }
}
