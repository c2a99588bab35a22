namespace Hengjian.Governance.Identifiers;

/// <summary>
/// 医疗机构执业许可证登记号: organisation code 9, region 6, economic type 2, category 4 (a letter and three digits), class 1; 22 characters. The older
/// form of 12 digits is accepted with a warning.
/// </summary>
public static class MedicalInstitutionNumber
{
    /// <summary>Checks a number.</summary>
    /// <param name="value">The number as typed.</param>
    /// <param name="provinceMustExist">Also checks the province of its region.</param>
    public static IdentifierResult Check(string? value, bool provinceMustExist = false)
    {
        var number = IdentifierInput.CleanUpper(value).Replace("-", "", StringComparison.Ordinal);
        if (number.Length == 0)
            return IdentifierInput.Empty;
        if (number.Length == 12 && IdentifierInput.IsDigits(number))
            return new(number, [new("institution.old", Certainty.Weak, IsWarning: true)]);
        if (number.Length != 22 || !number.All(char.IsAsciiLetterOrDigit))
            return new(number, [new("institution.shape", Certainty.Weak, Detail: number.Length.ToString())]);

        var problems = new List<IdentifierProblem>();
        if (!OrganisationCode.HasRightCheck(number[..9]))
            problems.Add(new("institution.organisation", Certainty.Weak, Detail: number[..9]));
        if (!IdentifierInput.IsDigits(number.AsSpan(9, 8)) || !char.IsAsciiLetterUpper(number[17]) || !IdentifierInput.IsDigits(number.AsSpan(18)))
            problems.Add(new("institution.parts", Certainty.Weak));
        if (provinceMustExist && ProvinceCode.Check(number[9..15]) is { } region)
            problems.Add(region);
        return new(number, problems);
    }
}
