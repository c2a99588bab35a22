using FsCheck;
using FsCheck.Fluent;
using Hengjian.Governance.Identifiers;

namespace Hengjian.Tests.Identifiers;

/// <summary>What each check character can and cannot catch, by its arithmetic.</summary>
public sealed class CheckCharacterTests
{
    private const string Credit = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private const string Digits = "0123456789";
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(31, 7);

    /// <summary>31 is prime and no weight is 0 mod 31: any one wrong character, the last included, changes the sum.</summary>
    [Fact]
    public void CreditCode_AnySubstitution_IsCaught() => AnySubstitutionIsCaught(
        Text(Credit, 17), body => body + UnifiedSocialCreditCode.CheckCharacter(body), Credit, code => UnifiedSocialCreditCode.Check(code).Valid);

    /// <summary>Neighbouring weights differ by the factor 3, so a swap of two different neighbours changes the sum.</summary>
    [Fact]
    public void CreditCode_AnySwapOfNeighbours_IsCaught() => AnySwapIsCaught(
        Text(Credit, 17), body => body + UnifiedSocialCreditCode.CheckCharacter(body), code => UnifiedSocialCreditCode.Check(code).Valid);

    [Fact]
    public void OrganisationCode_OfDigits_CatchesAnySubstitutionByADigit() =>
        AnySubstitutionIsCaught(Text(Digits, 8), WithOrganisationCheck, Digits, code => OrganisationCode.Check(code).Valid);

    /// <summary>The modulus is 11 but characters have 36 values: those 11 apart look the same, so letters can slip through.</summary>
    [Fact]
    public void OrganisationCode_CharactersElevenApart_SlipThrough()
    {
        var code = WithOrganisationCheck("D2143569");

        OrganisationCode.Check("2" + code[1..]).Valid.ShouldBeTrue();
    }

    [Fact]
    public void IdentityNumber_AnySubstitutionOfADigit_IsCaught() => AnySubstitutionIsCaught(
        from region in Text(Digits, 6)
        from day in Gen.Choose(0, 36_000)
        from serial in Text(Digits, 3)
        select region + new DateOnly(1920, 1, 1).AddDays(day).ToString("yyyyMMdd") + serial,
        body => body + ResidentIdentityNumber.CheckCharacter(body),
        Digits,
        number => ResidentIdentityNumber.Check(number).Valid);

    [Fact]
    public void Gtin_AnySubstitution_IsCaught() =>
        AnySubstitutionIsCaught(Text(Digits, 13), body => body + Gtin.CheckDigit(body), Digits, gtin => Gtin.Check(gtin).Valid);

    /// <summary>Swapping neighbours changes the sum by twice their difference: five apart is ten, which is nothing mod 10.</summary>
    [Fact]
    public void Gtin_SwapOfNeighboursFiveApart_SlipsThrough()
    {
        var check = Gtin.CheckDigit("0950500005911");

        Gtin.Check("0950500005911" + check).Valid.ShouldBeTrue();
        Gtin.Check("0955000005911" + check).Valid.ShouldBeTrue();
    }

    /// <summary>A GTIN scanned or typed with brackets reads as the same unit, whatever lot and serial are.</summary>
    [Fact]
    public void Gs1_ScannedWithSeparators_ReadsAsTyped()
    {
        var part = from length in Gen.Choose(1, 20) from text in Text("ABCXYZ0123456789-./", length) select text;
        var inputs = from body in Text(Digits, 13)
                     from lot in part
                     from serial in part
                     select (Gtin: body + Gtin.CheckDigit(body), Lot: lot, Serial: serial);

        Prop.ForAll(inputs.ToArbitrary(), x =>
        {
            var scanned = Udi.Read($"]d201{x.Gtin}10{x.Lot}\u001d21{x.Serial}");
            var typed = Udi.Read($"(01){x.Gtin}(10){x.Lot}(21){x.Serial}");
            return scanned.Result.Valid && scanned.Result.Normalised == typed.Result.Normalised && scanned.Lot == x.Lot && scanned.Serial == x.Serial;
        }).Check(Runs);
    }

    private static void AnySubstitutionIsCaught(Gen<string> bodies, Func<string, string> complete, string alphabet, Func<string, bool> valid)
    {
        var inputs = from body in bodies
                     from position in Gen.Choose(0, body.Length)
                     from other in Gen.Elements(alphabet.ToCharArray())
                     select (Code: complete(body), Position: position, Other: other);

        Prop.ForAll(inputs.ToArbitrary(), x =>
        {
            var changed = x.Code[..x.Position] + x.Other + x.Code[(x.Position + 1)..];
            return valid(x.Code) && (changed == x.Code || !valid(changed));
        }).Check(Runs);
    }

    private static void AnySwapIsCaught(Gen<string> bodies, Func<string, string> complete, Func<string, bool> valid)
    {
        var inputs = from body in bodies from position in Gen.Choose(0, body.Length - 2) select (Code: complete(body), Position: position);

        Prop.ForAll(inputs.ToArbitrary(), x =>
        {
            var (code, p) = x;
            var swapped = $"{code[..p]}{code[p + 1]}{code[p]}{code[(p + 2)..]}";
            return swapped == code || !valid(swapped);
        }).Check(Runs);
    }

    private static Gen<string> Text(string alphabet, int length) =>
        from characters in Gen.ArrayOf(Gen.Elements(alphabet.ToCharArray()), length) select new string(characters);

    private static string WithOrganisationCheck(string body) =>
        body + "0123456789X".Single(c => OrganisationCode.HasRightCheck(body + c));
}
