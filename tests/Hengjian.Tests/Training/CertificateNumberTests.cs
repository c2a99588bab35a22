using Hengjian.Governance.Training.Certificates;

namespace Hengjian.Tests.Training;

/// <summary>Numbers of certificates: their form, and that a slip of the pen is found.</summary>
public sealed class CertificateNumberTests
{
    /// <summary>The example of ISO 7064 MOD 37,36 that the Global Release Identifier standard prints.</summary>
    [Fact]
    public void CheckCharacter_OfThePublishedExample_IsM() => CertificateNumber.CheckCharacter("A12425GABC1234002").ShouldBe('M');

    [Fact]
    public void Number_Made_IsReadBackWhateverItsCaseAndHyphens()
    {
        var number = CertificateNumber.Make("12990000MB1234567X", 2026, 7);

        number.ShouldStartWith("ZSMB1234567-2026-0007-");
        CertificateNumber.Read(number.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)).ShouldBe(number);
    }

    [Fact]
    public void Number_WithAnyOneCharacterChanged_IsNone()
    {
        var number = CertificateNumber.Make("12990000MB1234567X", 2026, 1234).Replace("-", "", StringComparison.Ordinal);
        for (var i = 2; i < number.Length; i++)
        {
            foreach (var other in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".Where(c => c != number[i]))
            {
                CertificateNumber.Read(number[..i] + other + number[(i + 1)..]).ShouldBeNull();
            }
        }
    }

    [Theory, InlineData(null), InlineData(""), InlineData("T-2020-1"), InlineData("ZS123456789-2026-0001")]
    public void Text_OfAnotherScheme_IsNone(string? text) => CertificateNumber.Read(text).ShouldBeNull();
}
