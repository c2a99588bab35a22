namespace Hengjian.Governance.Identifiers;

/// <summary>专业技术职务 of physicians, from low to high: 住院医师, 主治医师, 副主任医师, 主任医师.</summary>
public static class ProfessionalTitleName
{
    private static readonly string[] Names = ["住院医师", "主治医师", "副主任医师", "主任医师"];
    private static readonly string[] Codes = ["resident", "attending", "associateChief", "chief"];

    /// <summary>Checks a Chinese title.</summary>
    public static IdentifierResult Check(string? value)
    {
        var name = IdentifierInput.Clean(value);
        if (name.Length == 0)
            return IdentifierInput.Empty;
        return new(name, Names.Contains(name) ? [] : [new("title.unknown", Certainty.Source, Detail: string.Join('、', Names))]);
    }

    /// <summary>The API's code (<c>attending</c>) of a Chinese title; <c>null</c> where it is none of the four.</summary>
    public static string? Code(string? value) => Array.IndexOf(Names, IdentifierInput.Clean(value)) is >= 0 and var i ? Codes[i] : null;
}

/// <summary>医院等级: 一级, 二级 or 三级 with 甲等, 乙等, 丙等 or 未定等; or 未定级 alone.</summary>
public static class HospitalGrade
{
    private const string Unrated = "未定级";

    /// <summary>Levels, as the API writes them.</summary>
    public static IReadOnlyList<string> Levels { get; } = ["一级", "二级", "三级", Unrated];

    /// <summary>Grades, as the API writes them.</summary>
    public static IReadOnlyList<string> Grades { get; } = ["甲等", "乙等", "丙等", "未定等"];

    /// <summary>Checks a level and grade written together, <c>三级甲等</c>.</summary>
    public static IdentifierResult Check(string? value)
    {
        var text = IdentifierInput.Clean(value);
        if (text.Length == 0)
            return IdentifierInput.Empty;
        var known = text == Unrated || (text.Length > 2 && Levels.Contains(text[..2]) && Grades.Contains(text[2..]));
        return new(text, known ? [] : [new("grade.unknown", Certainty.Common)]);
    }

    /// <summary>Checks the two apart; 未定级 takes 未定等 or nothing.</summary>
    public static IdentifierResult Check(string? level, string? grade)
    {
        var unrated = IdentifierInput.Clean(level) == Unrated && IdentifierInput.Clean(grade) is "" or "未定等";
        return Check(unrated ? Unrated : level + grade);
    }
}
