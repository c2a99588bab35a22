using System.Buffers.Binary;
using System.Text;

namespace Hengjian.Tests.Tables;

/// <summary>Excel 97–2003 workbooks of one sheet, byte by byte: records of BIFF8 in a compound file ([MS-XLS], [MS-CFB]).</summary>
internal static class XlsFiles
{
    private const int Sector = 512;
    private const uint End = 0xFFFFFFFE;

    /// <param name="name">Name of the sheet.</param>
    /// <param name="cells">Texts and numbers by row and column.</param>
    /// <param name="merged">Whether A1:A2 are merged.</param>
    /// <param name="password">Whether the file claims to be encrypted.</param>
    public static byte[] Sheet(string name, object[][] cells, bool merged = false, bool password = false)
    {
        var globals = Record(0x0809, [0, 6, 5, 0, .. new byte[12]]);
        var encrypted = password ? Record(0x002F, [1, 0, 1, 0, 1, 0, .. new byte[48]]) : [];
        var nameBytes = Encoding.Unicode.GetBytes(name);
        var length = globals.Length + encrypted.Length + 4 + 8 + nameBytes.Length + 4;
        var bound = Record(0x0085, [.. BitConverter.GetBytes(length), 0, 0, (byte)name.Length, 1, .. nameBytes]);
        var stream = new List<byte>([.. globals, .. encrypted, .. bound, .. Record(0x000A, []), .. Record(0x0809, [0, 6, 0x10, 0, .. new byte[12]])]);
        stream.AddRange(Record(0x0200, [.. new byte[4], .. BitConverter.GetBytes(cells.Length), 0, 0, .. Short(cells.Max(r => r.Length)), 0, 0]));
        for (var row = 0; row < cells.Length; row++)
        {
            for (var column = 0; column < cells[row].Length; column++)
            {
                byte[] place = [.. Short(row), .. Short(column), 0, 0];
                stream.AddRange(cells[row][column] is double number
                    ? Record(0x0203, [.. place, .. BitConverter.GetBytes(number)])
                    : Record(0x0204, [.. place, .. Short(((string)cells[row][column]).Length), 1, .. Encoding.Unicode.GetBytes((string)cells[row][column])]));
            }
        }

        if (merged)
            stream.AddRange(Record(0x00E5, [1, 0, 0, 0, 1, 0, 0, 0, 0, 0]));
        stream.AddRange(Record(0x000A, []));
        return Compound([.. stream]);
    }

    /// <summary>A compound file: header, one sector of the allocation table, one of the directory, then the stream.</summary>
    private static byte[] Compound(byte[] stream)
    {
        var sectors = Math.Max(8, (stream.Length + Sector - 1) / Sector);
        var file = new byte[Sector * (3 + sectors)];
        var header = file.AsSpan(0, Sector);
        ReadOnlySpan<byte> signature = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        signature.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header[24..], 0x3E);
        BinaryPrimitives.WriteUInt16LittleEndian(header[26..], 3);
        BinaryPrimitives.WriteUInt16LittleEndian(header[28..], 0xFFFE);
        BinaryPrimitives.WriteUInt16LittleEndian(header[30..], 9);
        BinaryPrimitives.WriteUInt16LittleEndian(header[32..], 6);
        BinaryPrimitives.WriteUInt32LittleEndian(header[44..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(header[48..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(header[56..], 4096);
        BinaryPrimitives.WriteUInt32LittleEndian(header[60..], End);
        BinaryPrimitives.WriteUInt32LittleEndian(header[68..], End);
        header[76..].Fill(0xFF);
        BinaryPrimitives.WriteUInt32LittleEndian(header[76..], 0);

        var table = file.AsSpan(Sector, Sector);
        table.Fill(0xFF);
        BinaryPrimitives.WriteUInt32LittleEndian(table, 0xFFFFFFFD);
        BinaryPrimitives.WriteUInt32LittleEndian(table[4..], End);
        for (var i = 0; i < sectors; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(table[(4 * (2 + i))..], i == sectors - 1 ? End : (uint)(3 + i));

        Entry(file.AsSpan(2 * Sector), "Root Entry", 5, child: 1, End, 0);
        Entry(file.AsSpan((2 * Sector) + 128), "Workbook", 2, child: 0xFFFFFFFF, 2, (uint)(sectors * Sector));
        stream.CopyTo(file.AsSpan(3 * Sector));
        return file;
    }

    private static void Entry(Span<byte> entry, string name, byte type, uint child, uint start, uint size)
    {
        Encoding.Unicode.GetBytes(name).CopyTo(entry);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[64..], (ushort)((name.Length + 1) * 2));
        entry[66] = type;
        entry[67] = 1;
        BinaryPrimitives.WriteUInt32LittleEndian(entry[68..], 0xFFFFFFFF);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[72..], 0xFFFFFFFF);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[76..], child);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[116..], start);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[120..], size);
    }

    private static byte[] Record(int id, byte[] data) => [.. Short(id), .. Short(data.Length), .. data];

    private static byte[] Short(int value) => BitConverter.GetBytes((ushort)value);
}
