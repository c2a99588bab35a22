namespace Hengjian.Governance.Identifiers;

/// <summary>医师执业证书编码: exactly 15 digits. Published structures contradict each other, so nothing more is checked.</summary>
public static class PhysicianLicenceNumber
{
    /// <summary>Checks a number.</summary>
    public static IdentifierResult Check(string? value)
    {
        var number = IdentifierInput.CleanUpper(value);
        if (number.Length == 0)
            return IdentifierInput.Empty;
        return new(number, number.Length == 15 && IdentifierInput.IsDigits(number) ? [] : [new("licence.shape", Certainty.Weak)]);
    }
}

/// <summary>
/// 医师资格证书编码: year 4, province 2, level 1, class 2 and the holder's identity number 18; 27 characters. The older form of 24 digits is accepted
/// with a warning.
/// </summary>
public static class PhysicianQualificationNumber
{
    /// <summary>Checks a number.</summary>
    /// <param name="value">The number as typed.</param>
    /// <param name="identityNumber">The holder's own identity number, where known; the number must end in it.</param>
    /// <param name="provinceMustExist">Also checks the province.</param>
    public static IdentifierResult Check(string? value, string? identityNumber = null, bool provinceMustExist = false)
    {
        var number = IdentifierInput.CleanUpper(value);
        if (number.Length == 0)
            return IdentifierInput.Empty;
        if (number.Length == 24 && IdentifierInput.IsDigits(number))
            return new(number, [new("qualification.old", Certainty.Weak, IsWarning: true)]);
        if (number.Length != 27 || !IdentifierInput.IsDigits(number.AsSpan(0, 9)))
            return new(number, [new("qualification.shape", Certainty.Weak, Detail: number.Length.ToString())]);

        var problems = new List<IdentifierProblem>();
        if (!ResidentIdentityNumber.Check(number[9..]).Valid)
            problems.Add(new("qualification.identity", Certainty.Weak, Detail: number[9..]));
        else if (!string.IsNullOrWhiteSpace(identityNumber) && IdentifierInput.CleanUpper(identityNumber) != number[9..])
            problems.Add(new("qualification.otherPerson", Certainty.Weak));
        if (provinceMustExist && ProvinceCode.Check(number[4..6]) is { } region)
            problems.Add(region);
        return new(number, problems);
    }
}
