using System.Reflection;
using Hengjian.Governance.Identifiers;

namespace Hengjian.Tests.Identifiers;

/// <summary>Every row of the table of identifiers: what is valid, what is not, and how sure each rule is.</summary>
public sealed class IdentifierTableTests
{
    private static readonly Dictionary<string, Func<string?, IdentifierResult>> Rules = new()
    {
        ["uscc"] = v => UnifiedSocialCreditCode.Check(v),
        ["organisation"] = OrganisationCode.Check,
        ["resident"] = v => ResidentIdentityNumber.Check(v),
        ["institution"] = v => MedicalInstitutionNumber.Check(v),
        ["licence"] = PhysicianLicenceNumber.Check,
        ["qualification"] = v => PhysicianQualificationNumber.Check(v),
        ["title"] = ProfessionalTitleName.Check,
        ["grade"] = HospitalGrade.Check,
        ["certificate"] = RegistrationCertificateNumber.Check,
        ["classification"] = DeviceClassificationCode.Check,
        ["gtin"] = Gtin.Check,
        ["gs1"] = Gs1ElementString.Check,
        ["ma"] = MaCode.Check,
        ["udi"] = Udi.Check,
        ["icd10"] = Icd10Code.Check,
        ["uid"] = DicomUid.Check,
    };

    public static TheoryData<string> Kinds => [.. Rules.Keys];

    [Theory]
    [InlineData("uscc", "1299000000001TEX4P", "1299000000001TEX4P")]
    [InlineData("uscc", "91350100M000100Y43", "91350100M000100Y43")]
    [InlineData("uscc", " 91350100m000100y43 ", "91350100M000100Y43")]
    [InlineData("uscc", "９１３５０１００M000100Y43", "91350100M000100Y43")]
    [InlineData("organisation", "D2143569-X", "D2143569-X")]
    [InlineData("organisation", "d2143569x", "D2143569-X")]
    [InlineData("resident", "990101190001010018", "990101190001010018")]
    [InlineData("resident", "99010119000228001x", "99010119000228001X")]
    [InlineData("institution", "TEST0001899000011A1001", "TEST0001899000011A1001")]
    [InlineData("institution", "110101000112", "110101000112")]
    [InlineData("licence", "110990101000001", "110990101000001")]
    [InlineData("qualification", "201099110990101190001010018", "201099110990101190001010018")]
    [InlineData("qualification", "200099110990101900101001", "200099110990101900101001")]
    [InlineData("title", "主治医师", "主治医师")]
    [InlineData("grade", "三级甲等", "三级甲等")]
    [InlineData("grade", "二级未定等", "二级未定等")]
    [InlineData("grade", "未定级", "未定级")]
    [InlineData("certificate", "国械注准20993210001", "国械注准20993210001")]
    [InlineData("certificate", "粤械注准 20992210001", "粤械注准20992210001")]
    [InlineData("certificate", "国械注进20992210001", "国械注进20992210001")]
    [InlineData("certificate", "国械注许20993210001", "国械注许20993210001")]
    [InlineData("certificate", "国食药监械（准）字2012第3210001号", "国食药监械(准)字2012第3210001号")]
    [InlineData("classification", "21-04", "21-04")]
    [InlineData("classification", "21-02", "21-02")]
    [InlineData("gtin", "09504000059118", "09504000059118")]
    [InlineData("gs1", "(01)06901234567892(11)141231(17)150707(10)A213B1(21)1234", "(01)06901234567892(11)141231(17)150707(10)A213B1(21)1234")]
    [InlineData("gs1", "01069012345678921114123117150707\u001d10A213B1\u001d211234", "(01)06901234567892(11)141231(17)150707(10)A213B1(21)1234")]
    [InlineData("gs1", "0106901234567892211234\u001d1117010110A213B1", "(01)06901234567892(11)170101(10)A213B1(21)1234")]
    [InlineData("udi", "]d20106901234567892211234", "(01)06901234567892(21)1234")]
    [InlineData("udi", "09504000059118", "09504000059118")]
    [InlineData("udi", "81234567890123456789", "81234567890123456789")]
    [InlineData("ma", "MA.156.M0.123456.1234567Y", "MA.156.M0.123456.1234567Y")]
    [InlineData("udi", "MA.156.M0.123456.1234567Y.SABC1.M20260101.LB7.E271231.C9", "MA.156.M0.123456.1234567Y.SABC1.M20260101.LB7.E271231.C9")]
    [InlineData("icd10", "A00", "A00")]
    [InlineData("icd10", "A00.0", "A00.0")]
    [InlineData("icd10", "A00.000", "A00.000")]
    [InlineData("icd10", "a00.000X001", "A00.000x001")]
    [InlineData("icd10", "r91.X00", "R91.x00")]
    [InlineData("icd10", "A17.000+", "A17.000†")]
    [InlineData("icd10", " G01*", "G01*")]
    [InlineData("icd10", "x59.900", "X59.900")]
    [InlineData("uid", "1.2.840.10008.5.1.4.1.1.88.33", "1.2.840.10008.5.1.4.1.1.88.33")]
    [InlineData("uid", "1.2.0\0", "1.2.0")]
    public void Value_OfTheValidColumn_PassesAndIsNormalised(string kind, string value, string normalised)
    {
        var result = Rules[kind](value);

        result.Valid.ShouldBeTrue(string.Join(' ', result.Problems));
        result.Normalised.ShouldBe(normalised);
    }

    [Theory]
    [InlineData("uscc", "91350100M000100Y4Z", "uscc.character", false)]
    [InlineData("uscc", "1299000000001TEX4A", "uscc.check", true)]
    [InlineData("uscc", "1299000000001TEX4", "uscc.length", false)]
    [InlineData("organisation", "D2143569-1", "organisation.check", true)]
    [InlineData("organisation", "D214356-1", "organisation.shape", true)]
    [InlineData("resident", "990101190001010010", "resident.check", true)]
    [InlineData("resident", "990101190002290015", "resident.date", true)]
    [InlineData("resident", "99010119000101001", "resident.shape", true)]
    [InlineData("resident", "99010119000101001Y", "resident.shape", true)]
    [InlineData("institution", "TEST0001899000011A100", "institution.shape", true)]
    [InlineData("institution", "TEST0001199000011A1001", "institution.organisation", true)]
    [InlineData("institution", "TEST000189900001111001", "institution.parts", true)]
    [InlineData("licence", "11099010100000", "licence.shape", true)]
    [InlineData("licence", "11099010100000A", "licence.shape", true)]
    [InlineData("qualification", "20109911099010119000101001", "qualification.shape", true)]
    [InlineData("qualification", "201099110990101190001010010", "qualification.identity", true)]
    [InlineData("title", "助理医师", "title.unknown", false)]
    [InlineData("grade", "四级甲等", "grade.unknown", true)]
    [InlineData("grade", "三级", "grade.unknown", true)]
    [InlineData("certificate", "国械注准20992210001", "certificate.authority", true)]
    [InlineData("certificate", "粤械注准20993210001", "certificate.authority", true)]
    [InlineData("certificate", "粤械注进20992210001", "certificate.authority", true)]
    [InlineData("certificate", "国械注准20991210001", "certificate.class", true)]
    [InlineData("certificate", "穗械注准20992210001", "certificate.issuer", true)]
    [InlineData("certificate", "国械注准2099321001", "certificate.shape", true)]
    [InlineData("certificate", "国药管械(进)2003第3210001号", "certificate.shape", true)]
    [InlineData("classification", "21-99", "classification.unknown", true)]
    [InlineData("classification", "2104", "classification.shape", true)]
    [InlineData("gtin", "09504000059119", "udi.gtinCheck", false)]
    [InlineData("gtin", "9504000059118", "udi.gtinShape", false)]
    [InlineData("udi", "9504000059118", "udi.gtinShape", false)]
    [InlineData("gs1", "(01)06901234567892(17)151307", "udi.date", true)]
    [InlineData("gs1", "(01)06901234567892(10)A23456789012345678901", "udi.part", true)]
    [InlineData("gs1", "010690123456789210A213B1211234", "udi.separator", true)]
    [InlineData("gs1", "(01)06901234567892(10)A(10)B", "udi.twice", true)]
    [InlineData("gs1", "(01)06901234567892(99)A", "udi.element", true)]
    [InlineData("gs1", "(10)A", "udi.noDeviceIdentifier", true)]
    [InlineData("gs1", "(01)06901234567890", "udi.gtinCheck", false)]
    [InlineData("gs1", "(01", "udi.brackets", true)]
    [InlineData("ma", "MA.156.M1.123456.1234567Y", "udi.maShape", true)]
    [InlineData("ma", "MA.156.M0.123456.1234567Y.M20261301", "udi.date", true)]
    [InlineData("ma", "MA.156.M0.123456.1234567Y.S1.S2", "udi.twice", true)]
    [InlineData("icd10", "A0", "icd10.shape", false)]
    [InlineData("icd10", "A00.y01", "icd10.shape", false)]
    [InlineData("icd10", "A00.", "icd10.shape", false)]
    [InlineData("icd10", "A00.000x01", "icd10.shape", false)]
    [InlineData("uid", "1.2.01", "uid.shape", false)]
    [InlineData("uid", "1..2", "uid.shape", false)]
    [InlineData("uid", "1.2.a", "uid.shape", false)]
    [InlineData("uid", "1.2.3456789012345678901234567890123456789012345678901234567890.123", "uid.length", false)]
    public void Value_OfTheInvalidColumn_IsRefusedByTheRuleThatItBreaks(string kind, string value, string code, bool overridable)
    {
        var result = Rules[kind](value);

        result.Valid.ShouldBeFalse();
        result.Problems.Select(p => p.Code).ShouldContain(code);
        result.Problems.Single(p => p.Code == code).Overridable.ShouldBe(overridable);
    }

    [Theory]
    [InlineData("institution", "110101000112", "institution.old")]
    [InlineData("qualification", "200099110990101900101001", "qualification.old")]
    [InlineData("certificate", "国食药监械(进)字2012第3210001号(更)", "certificate.old")]
    [InlineData("udi", "阿里健康-码", "udi.passedThrough")]
    public void Value_OfAnOlderOrForeignForm_IsAcceptedWithAWarning(string kind, string value, string warning)
    {
        var result = Rules[kind](value);

        result.Valid.ShouldBeTrue();
        result.Problems.Single().Code.ShouldBe(warning);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Value_Empty_IsRefusedForEveryKind(string kind)
    {
        Rules[kind](null).Problems.Single().Code.ShouldBe("identifier.empty");
        Rules[kind](" \u3000").Overridable.ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Value_Hostile_IsRefusedWithoutAnException(string kind)
    {
        var hostile = (string[])["\0", "((((", ")", "(01)", "01", "1.", "\u001d", "💥", new string('9', 10_000), "MA.", "-", "X", "]d2", "١٢٣"];

        // A UDI of an unknown issuer is passed through as text by design, with a warning.
        foreach (var value in hostile)
        {
            var result = Rules[kind](value);
            (result.Valid && result.Problems.Count == 0).ShouldBeFalse($"{kind} takes '{value}'");
        }
    }

    [Fact]
    public void Problems_EachHaveATextInBothLanguages()
    {
        var samples = typeof(IdentifierTableTests).GetMethods()
            .SelectMany(m => m.GetCustomAttributes<InlineDataAttribute>())
            .Select(d => d.Data)
            .Where(d => d.Length > 2)
            .SelectMany(d => Rules[(string)d[0]!]((string)d[1]!).Problems)
            .Append(ProvinceCode.Check("990000")!)
            .DistinctBy(p => p.Code)
            .ToArray();

        samples.Length.ShouldBeGreaterThan(30);
        foreach (var problem in samples)
        {
            var english = IdentifierTexts.Of(problem, "en");
            var chinese = IdentifierTexts.Of(problem, "zh-CN");
            english.ShouldNotBe(problem.Code);
            chinese.ShouldNotBe(english, problem.Code);
            (english + chinese).ShouldNotContain("{");
        }
    }
}
