namespace Hengjian.Governance.Documents.Contracts;

/// <summary>What a document is, so that checklists can ask for one of a kind.</summary>
public enum DocumentCategory
{
    /// <summary>证书: of a qualification, a registration, a verification, a training.</summary>
    Certificate,

    /// <summary>执照、许可证.</summary>
    Licence,

    /// <summary>批件、批准文件.</summary>
    Approval,

    /// <summary>协议、合同.</summary>
    Agreement,

    /// <summary>会议纪要.</summary>
    Minutes,

    /// <summary>报告: of a test, an evaluation, an acceptance.</summary>
    Report,

    /// <summary>制度、操作规范、指南.</summary>
    Policy,

    /// <summary>说明书、模型卡.</summary>
    Manual,

    /// <summary>发票、随货同行单.</summary>
    Invoice,

    /// <summary>检定、检测、维护记录.</summary>
    Maintenance,

    /// <summary>公示、告知.</summary>
    Notice,

    /// <summary>知情同意书: signed on paper.</summary>
    Consent,

    /// <summary>佐证材料.</summary>
    Evidence,

    Other,
}
