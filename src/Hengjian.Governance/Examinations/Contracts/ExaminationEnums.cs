namespace Hengjian.Governance.Examinations.Contracts;

/// <summary>How a question is asked and marked.</summary>
public enum QuestionKind
{
    /// <summary>单选题.</summary>
    Single,

    /// <summary>多选题.</summary>
    Multiple,

    /// <summary>判断题: right or wrong.</summary>
    Judgement,

    /// <summary>病例判读（选择）: images and one right conclusion.</summary>
    CaseChoice,

    /// <summary>病例判读（论述）: a conclusion and free text, marked by two examiners.</summary>
    CaseOpen,

    /// <summary>识别错误的 AI: a result of an AI is shown; it is to be followed or corrected.</summary>
    SpotWrongAi,
}

/// <summary>Where a version of a question stands.</summary>
public enum QuestionState
{
    Draft,

    /// <summary>Approved by a second person; papers draw it.</summary>
    Approved,

    /// <summary>A later version was approved.</summary>
    Superseded,

    /// <summary>No paper draws it any more.</summary>
    Retired,
}

/// <summary>What a paper is for.</summary>
public enum PaperPurpose
{
    /// <summary>The written examination after training, R17-4.2.2c.</summary>
    WrittenExamination,

    /// <summary>AI literacy of any user; concluded by the program.</summary>
    Literacy,
}

/// <summary>Where a sitting stands.</summary>
public enum SittingState
{
    /// <summary>Waits for its candidate within its window.</summary>
    Scheduled,

    /// <summary>Begun; its time runs.</summary>
    Running,

    /// <summary>Handed in or closed by the clock, not concluded.</summary>
    HandedIn,
    Concluded,
    Annulled,

    /// <summary>The window passed without a start.</summary>
    Missed,
    Cancelled,
}

/// <summary>Where a skills assessment stands.</summary>
public enum AssessmentState
{
    Scheduled,

    /// <summary>One examiner has signed.</summary>
    Rated,
    Concluded,
    Annulled,
    Cancelled,
}

/// <summary>What an examiner saw of an item of a checklist.</summary>
public enum SkillRating
{
    NotMet,
    PartlyMet,
    Met,
}

/// <summary>How a multiple choice that is not wholly right is marked. A wrong choice always gives nothing.</summary>
public enum MultipleMarking
{
    /// <summary>Marks by the share of the right options that were chosen.</summary>
    Proportional,

    /// <summary>Half of the marks where right options were left out.</summary>
    HalfWhenIncomplete,

    /// <summary>Nothing unless wholly right.</summary>
    AllOrNothing,
}
