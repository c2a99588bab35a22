using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hengjian.Governance.Persistence.Protection;
using Hengjian.Ledger;

namespace Hengjian.Governance.Reporting.Domain;

/// <summary>
/// Keys of one receiver: one signs what leaves for it, one makes pseudonyms. Both are the receiver's own, so that what two receivers hold cannot be put together by key.
/// </summary>
internal sealed class ReportKeys(KeyFolder keys, Guid institution, Guid receiver)
{
    public ISigningKey Signing() =>
        SignatureSuites.Default.OpenKey(keys.GetOrCreate(string.Create(CultureInfo.InvariantCulture, $"report-{receiver:D}-{institution:D}.p8"), SignatureSuites.Default.GenerateKey));

    /// <summary>32 hexadecimal digits that stand for a value towards this receiver for good.</summary>
    public string Pseudonym(string purpose, string value) => Convert.ToHexStringLower(Mac(purpose, value).AsSpan(0, 16));

    /// <summary>Days by which a patient's days are moved: from −<paramref name="most"/> to <paramref name="most"/>, never 0.</summary>
    public int Shift(string patient, int most)
    {
        var drawn = (int)(BitConverter.ToUInt64(Mac("days", patient)) % (ulong)(2 * most));
        return drawn < most ? drawn - most : drawn - most + 1;
    }

    private byte[] Mac(string purpose, string value) =>
        HMACSHA256.HashData(keys.Symmetric(string.Create(CultureInfo.InvariantCulture, $"report-{receiver:D}"), institution), Encoding.UTF8.GetBytes(purpose + "\0" + value.Trim()));
}
