using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Hengjian.Governance.Access.Domain;
using Microsoft.AspNetCore.Identity;

namespace Hengjian.Governance.Access.Identity;

/// <summary>Time-based one-time passwords of RFC 6238: HMAC-SHA-1, steps of 30 s, six digits, as every authenticator application makes them.</summary>
internal static class Totp
{
    private const int StepSeconds = 30;
    private const int KeyBytes = 20;
    private const string Base32Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static long StepAt(DateTimeOffset instant) => instant.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>A new key of 160 bits in base32 (RFC 4648).</summary>
    public static string NewKey() => RandomNumberGenerator.GetString(Base32Alphabet, KeyBytes * 8 / 5);

    /// <summary>The six digits of a step (RFC 4226, 5.3).</summary>
    public static string CodeAt(string base32Key, long step)
    {
        Span<byte> message = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(message, step);
        Span<byte> mac = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 6238 as authenticator applications implement it; HMAC does not rest on SHA-1's collision resistance
        HMACSHA1.HashData(Decode(base32Key), message, mac);
#pragma warning restore CA5350
        var offset = mac[^1] & 0x0F;
        var number = BinaryPrimitives.ReadUInt32BigEndian(mac[offset..]) & 0x7FFF_FFFF;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The address that an authenticator application reads from the QR code.</summary>
    public static string Address(string issuer, string account, string base32Key) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={base32Key}&issuer={Uri.EscapeDataString(issuer)}&digits=6&period={StepSeconds}";

    private static byte[] Decode(string base32)
    {
        var bytes = new byte[base32.Length * 5 / 8];
        int buffer = 0, bits = 0, written = 0;
        foreach (var character in base32)
        {
            var value = Base32Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (value < 0)
            {
                throw new FormatException("Not a base32 key.");
            }

            buffer = ((buffer << 5) | value) & 0xFFF;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes[written++] = (byte)(buffer >> bits);
            }
        }

        return bytes;
    }
}

/// <summary>
/// Checks a code against the program's clock, one step early or late. A code is good once: the accepted step is kept with the account, in the act's transaction.
/// (The framework's own provider reads the system clock and accepts a code again.)
/// </summary>
internal sealed class TotpProvider(TimeProvider clock) : IUserTwoFactorTokenProvider<User>
{
    public const string Name = "totp";

    public Task<string> GenerateAsync(string purpose, UserManager<User> manager, User user) =>
        throw new NotSupportedException("Codes are made by the person's authenticator application.");

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<User> manager, User user)
    {
        if (await manager.GetAuthenticatorKeyAsync(user) is not { } key)
        {
            return false;
        }

        var now = Totp.StepAt(clock.GetUtcNow());
        for (var step = Math.Max(now - 1, user.LastTotpStep + 1); step <= now + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(Totp.CodeAt(key, step)), System.Text.Encoding.UTF8.GetBytes(token)))
            {
                user.LastTotpStep = step;
                return true;
            }
        }

        return false;
    }

    public async Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<User> manager, User user) => await manager.GetAuthenticatorKeyAsync(user) is not null;
}
