using System.Buffers;
using System.Globalization;
using System.Text.Unicode;

namespace Hengjian.Ledger;

/// <summary>
/// Writes canonical JSON (RFC 8785) straight to a buffer, without a tree in between. The caller gives an object's members in
/// ascending order of their names by UTF-16 code units (<see cref="StringComparer.Ordinal"/>); the writer checks it and refuses what has no canonical form.
/// </summary>
/// <remarks>Misuse (a value where a name is due, members out of order) is <see cref="InvalidOperationException"/>; a value without a
/// canonical form is <see cref="LedgerFormatException"/>. After either, what was written is worthless.</remarks>
public sealed class CanonicalJsonWriter(IBufferWriter<byte> output)
{
    /// <summary>Deepest nesting of arrays and objects.</summary>
    public const int MaxDepth = 64;

    /// <summary>Integers beyond ±2^53 are not exact as IEEE doubles, which is what a JSON number is to RFC 8785: write them as text.</summary>
    public const long MaxInteger = 9007199254740992;

    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000a\u000b\u000c\u000d\u000e\u000f"
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\"\\");

    private Level[] levels = new Level[8];
    private int depth;

    /// <summary>Opens an object, as a value.</summary>
    public void WriteStartObject() => Open((byte)'{', isObject: true);

    /// <summary>Closes the innermost object.</summary>
    public void WriteEndObject() => Close((byte)'}', isObject: true);

    /// <summary>Opens an array, as a value.</summary>
    public void WriteStartArray() => Open((byte)'[', isObject: false);

    /// <summary>Closes the innermost array.</summary>
    public void WriteEndArray() => Close((byte)']', isObject: false);

    /// <summary>Writes the name of the next member.</summary>
    public void WritePropertyName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        ref var level = ref levels[depth];
        if (!level.IsObject || level.NameIsDue)
            throw new InvalidOperationException("A member name is only possible in an object, before its value.");
        if (level.LastName is { } last)
        {
            var order = string.CompareOrdinal(last, name);
            if (order == 0)
                throw new LedgerFormatException($"The member '{name}' occurs twice.");
            if (order > 0)
                throw new InvalidOperationException($"Member '{name}' must come before '{last}'.");
            Put((byte)',');
        }

        level.LastName = name;
        level.NameIsDue = true;
        Quote(name);
        Put((byte)':');
    }

    /// <summary>Writes a string; lone surrogates are refused.</summary>
    public void WriteString(ReadOnlySpan<char> value)
    {
        BeforeValue();
        Quote(value);
    }

    /// <summary>Writes a double in ECMAScript's form; NaN and infinities are refused.</summary>
    public void WriteNumber(double value)
    {
        BeforeValue();
        output.Advance(EcmaScriptNumber.Format(value, output.GetSpan(EcmaScriptNumber.MaxLength)));
    }

    /// <summary>Writes an integer within ±<see cref="MaxInteger"/>.</summary>
    public void WriteNumber(long value)
    {
        if (value is > MaxInteger or < -MaxInteger)
            throw new LedgerFormatException($"The integer {value} is not exact as a JSON number; write it as text.");
        BeforeValue();
        value.TryFormat(output.GetSpan(EcmaScriptNumber.MaxLength), out var written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
    }

    /// <summary>Writes <c>true</c> or <c>false</c>.</summary>
    public void WriteBoolean(bool value)
    {
        BeforeValue();
        output.Write(value ? "true"u8 : "false"u8);
    }

    /// <summary>Writes <c>null</c>.</summary>
    public void WriteNull()
    {
        BeforeValue();
        output.Write("null"u8);
    }

    /// <summary>Writes bytes as lower-case hexadecimal text.</summary>
    public void WriteHex(ReadOnlySpan<byte> value) => WriteString(Convert.ToHexStringLower(value));

    /// <summary>Writes one value whose bytes are canonical already. They are not looked at.</summary>
    public void WriteCanonical(ReadOnlySpan<byte> value)
    {
        BeforeValue();
        output.Write(value);
    }

    /// <summary>Writes a member with a string, or nothing at all when <paramref name="value"/> is null.</summary>
    public void WriteOptional(string name, string? value)
    {
        if (value is not null)
            WriteString(name, value);
    }

    /// <summary>Writes a member with a string.</summary>
    public void WriteString(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        WritePropertyName(name);
        WriteString(value);
    }

    /// <summary>Writes a member with an integer within ±<see cref="MaxInteger"/>.</summary>
    public void WriteNumber(string name, long value)
    {
        WritePropertyName(name);
        WriteNumber(value);
    }

    /// <summary>Throws unless exactly one whole value has been written.</summary>
    public void EnsureComplete()
    {
        if (depth != 0 || !levels[0].HasValue)
            throw new InvalidOperationException("The JSON value is not complete.");
    }

    private void Open(byte bracket, bool isObject)
    {
        BeforeValue();
        if (depth == MaxDepth)
            throw new LedgerFormatException($"Nested deeper than {MaxDepth} levels.");
        if (++depth == levels.Length)
            Array.Resize(ref levels, depth * 2);
        levels[depth] = new Level { IsObject = isObject };
        Put(bracket);
    }

    private void Close(byte bracket, bool isObject)
    {
        if (depth == 0 || levels[depth].IsObject != isObject || levels[depth].NameIsDue)
            throw new InvalidOperationException("Nothing to close here.");
        depth--;
        Put(bracket);
    }

    private void BeforeValue()
    {
        ref var level = ref levels[depth];
        if (level.IsObject)
        {
            if (!level.NameIsDue)
                throw new InvalidOperationException("An object's value needs a name before it.");
            level.NameIsDue = false;
            return;
        }

        if (level.HasValue)
        {
            if (depth == 0)
                throw new InvalidOperationException("There is one value at the top.");
            Put((byte)',');
        }

        level.HasValue = true;
    }

    private void Quote(ReadOnlySpan<char> text)
    {
        Put((byte)'"');
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAny(Escaped);
            if (plain < 0)
                plain = text.Length;
            Transcode(text[..plain]);
            if (plain == text.Length)
                break;
            Escape(text[plain]);
            text = text[(plain + 1)..];
        }

        Put((byte)'"');
    }

    private void Transcode(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return;
        var span = output.GetSpan(text.Length * 3);
        if (Utf8.FromUtf16(text, span, out _, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
            throw new LedgerFormatException("A string holds half of a surrogate pair.");
        output.Advance(written);
    }

    private void Escape(char c)
    {
        var letter = c switch
        {
            '"' or '\\' => c,
            '\b' => 'b',
            '\t' => 't',
            '\n' => 'n',
            '\f' => 'f',
            '\r' => 'r',
            _ => 'u',
        };
        Put((byte)'\\');
        Put((byte)letter);
        if (letter != 'u')
            return;
        output.Write("00"u8);
        Put((byte)(c < 0x10 ? '0' : '1'));
        Put((byte)"0123456789abcdef"[c & 0xf]);
    }

    private void Put(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    private struct Level
    {
        internal bool IsObject;
        internal bool HasValue;
        internal bool NameIsDue;
        internal string? LastName;
    }
}
