using Hengjian.Governance.Access.Identity;

namespace Hengjian.Tests.Access;

public sealed class TotpTests
{
    // RFC 6238, appendix B: the ASCII key 12345678901234567890 in base32; the last six of its eight digits.
    private const string RfcKey = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [Theory]
    [InlineData(59L, "287082")]
    [InlineData(1111111109L, "081804")]
    [InlineData(1111111111L, "050471")]
    [InlineData(1234567890L, "005924")]
    [InlineData(2000000000L, "279037")]
    [InlineData(20000000000L, "353130")]
    public void Code_AtTheInstantsOfTheRfc_IsTheirs(long seconds, string expected) =>
        Totp.CodeAt(RfcKey, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))).ShouldBe(expected);

    [Fact]
    public void Key_New_Has160BitsInBase32()
    {
        var keys = Enumerable.Range(0, 100).Select(_ => Totp.NewKey()).ToList();

        keys.ShouldAllBe(k => k.Length == 32 && k.All(c => (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7')));
        keys.Distinct().Count().ShouldBe(100);
    }

    [Fact]
    public void Address_OfAName_IsEscaped() =>
        Totp.Address("Hengjian", "王 a&b", "ABC").ShouldBe("otpauth://totp/Hengjian:%E7%8E%8B%20a%26b?secret=ABC&issuer=Hengjian&digits=6&period=30");
}
