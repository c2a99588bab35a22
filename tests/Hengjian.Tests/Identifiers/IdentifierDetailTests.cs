using Hengjian.Governance.Identifiers;

namespace Hengjian.Tests.Identifiers;

public sealed class IdentifierDetailTests
{
    [Fact]
    public void Province_CheckedOnlyWhenAsked_RefusesRegion99()
    {
        UnifiedSocialCreditCode.Check("1299000000001TEX4P").Valid.ShouldBeTrue();
        UnifiedSocialCreditCode.Check("1299000000001TEX4P", provinceMustExist: true).Problems.Single().Code.ShouldBe("region.province");
        ResidentIdentityNumber.Check("990101190001010018", provinceMustExist: true).Overridable.ShouldBeTrue();
        MedicalInstitutionNumber.Check("TEST0001899000011A1001", provinceMustExist: true).Valid.ShouldBeFalse();
        PhysicianQualificationNumber.Check("201099110990101190001010018", provinceMustExist: true).Valid.ShouldBeFalse();
    }

    [Fact]
    public void Qualification_OfSomeoneElse_IsRefused() =>
        PhysicianQualificationNumber.Check("201099110990101190001010018", "99010119000228001X").Problems.Single().Code
            .ShouldBe("qualification.otherPerson");

    [Fact]
    public void Qualification_OfThePerson_Passes() =>
        PhysicianQualificationNumber.Check("20109911099010119000228001x", "99010119000228001X").Valid.ShouldBeTrue();

    [Fact]
    public void Resident_OnALeapDay_IsARealDate() => ResidentIdentityNumber.BirthDate("990101200002290000").ShouldBe(new DateOnly(2000, 2, 29));

    [Theory]
    [InlineData("住院医师", "resident")]
    [InlineData("主治医师", "attending")]
    [InlineData("副主任医师", "associateChief")]
    [InlineData("主任医师", "chief")]
    [InlineData("助理医师", null)]
    public void Title_InChinese_HasTheCodeOfTheApi(string name, string? code) => ProfessionalTitleName.Code(name).ShouldBe(code);

    [Theory]
    [InlineData("三级", "甲等", true)]
    [InlineData("未定级", "未定等", true)]
    [InlineData("未定级", "", true)]
    [InlineData("未定级", "甲等", false)]
    [InlineData("三级", "", false)]
    public void Grade_GivenApart_IsCheckedTogether(string level, string grade, bool valid) => HospitalGrade.Check(level, grade).Valid.ShouldBe(valid);

    [Fact]
    public void Certificate_Parsed_GivesItsParts() =>
        RegistrationCertificateNumber.Parse("国械注进20993210001")
            .ShouldBe(new RegistrationCertificateParts('国', DeviceOrigin.Imported, 2099, 3, "21", "0001"));

    [Fact]
    public void Certificate_OfAnOldForm_HasNoParts() => RegistrationCertificateNumber.Parse("国食药监械(准)字2012第3210001号").ShouldBeNull();

    [Fact]
    public void Gs1_Read_GivesDatesLotAndSerial()
    {
        var reading = Udi.Read("(01)06901234567892(11)141231(17)150707(10)A213B1(21)1234");

        (reading.Issuer, reading.DeviceIdentifier, reading.Lot, reading.Serial).ShouldBe((UdiIssuer.Gs1, "06901234567892", "A213B1", "1234"));
        (reading.MadeOn, reading.ExpiresOn).ShouldBe((new DateOnly(2014, 12, 31), new DateOnly(2015, 7, 7)));
    }

    [Fact]
    public void Gs1_DayZero_IsTheMonthsEnd() => Udi.Read("(01)06901234567892(17)240200").ExpiresOn.ShouldBe(new DateOnly(2024, 2, 29));

    [Fact]
    public void Gs1_ScannedAndTypedInAnotherOrder_AreOneUnit() =>
        Udi.Check("(01)06901234567892(21)1234(10)A(17)150707").Normalised
            .ShouldBe(Udi.Check("]d2010690123456789217150707" + "10A\u001d211234").Normalised);

    [Fact]
    public void Gs1_LotThatOnlyBeginsWith21_IsNotSuspected() => Udi.Check("01069012345678921021B7").Valid.ShouldBeTrue();

    [Fact]
    public void Gs1_LotWith21InBrackets_IsTakenAsTyped() => Udi.Read("(01)06901234567892(10)A2105").Lot.ShouldBe("A2105");

    [Fact]
    public void Ma_Read_GivesDatesLotAndSerial()
    {
        var reading = Udi.Read("MA.156.M0.123456.1234567Y.SABC1.M20260101.LB7.E271231");

        (reading.Issuer, reading.DeviceIdentifier, reading.Lot, reading.Serial)
            .ShouldBe((UdiIssuer.Ziiot, "MA.156.M0.123456.1234567Y", "B7", "ABC1"));
        (reading.MadeOn, reading.ExpiresOn).ShouldBe((new DateOnly(2026, 1, 1), new DateOnly(2027, 12, 31)));
    }

    [Fact]
    public void UnknownIssuer_IsKeptAsText() => Udi.Read("AHM 0001").DeviceIdentifier.ShouldBe("AHM0001");
}
