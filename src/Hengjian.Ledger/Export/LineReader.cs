namespace Hengjian.Ledger;

/// <summary>Reads lines that end with a line feed, in memory bounded by the longest.</summary>
internal sealed class LineReader(Stream stream)
{
    /// <summary>Longest line; a longer one is no line of ours.</summary>
    internal const int MaxLine = 64 << 20;

    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;

    /// <summary>The next line without its line feed, valid until the next call; false at the end.</summary>
    /// <exception cref="LedgerFormatException">The last line has no line feed, or a line is too long.</exception>
    internal bool TryRead(out ReadOnlyMemory<byte> line)
    {
        var searched = start;
        while (true)
        {
            var feed = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                line = buffer.AsMemory(start, searched + feed - start);
                start = searched + feed + 1;
                return true;
            }

            MakeRoom();
            searched = end;
            var read = stream.Read(buffer, end, buffer.Length - end);
            end += read;
            if (read > 0)
                continue;
            line = default;
            return start == end ? false : throw new LedgerFormatException("The last line is cut off.");
        }
    }

    private void MakeRoom()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
        }

        if (end < buffer.Length)
            return;
        if (end >= MaxLine)
            throw new LedgerFormatException($"A line is longer than {MaxLine} bytes.");
        Array.Resize(ref buffer, buffer.Length * 2);
    }
}
