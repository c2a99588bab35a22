using Hengjian.Governance.Examinations.Bank;
using Hengjian.Governance.Examinations.Contracts;

namespace Hengjian.Governance.Demonstration;

/// <summary>The demonstration's question bank, in our own words: the 2017 specification, working with AI, reading images, figures, data and consent.</summary>
internal static class DemonstrationQuestions
{
    public const string Rules = "法规与规范";
    public const string Together = "人机协同与自动化偏倚";
    public const string Images = "影像判读";
    public const string Figures = "统计与偏倚";
    public const string Data = "知情同意与数据";

    public static readonly IReadOnlyList<QuestionRequest> All =
    [
        Single(Rules, "按 2017 年管理规范，一份 AI 辅助诊断意见至少由几名具备资格的医师决定？", "2 名", "1 名", "3 名", "由 AI 决定，医师备案", "规范要求由 2 名以上具备资格的医师决定，并在意见上署名。", 80),
        Single(Rules, "临床应用 AI 辅助诊断技术的医师，须有多少年以上相关专业的临床工作经验？", "5 年", "3 年", "8 年", "10 年", "按首次在该专业注册起合并计算，计到日历日。", 75),
        Single(Rules, "最终诊断由谁作出？", "具备资格的临床医师", "AI 软件", "设备厂家的工程师", "采集图像的技术人员", "AI 只作辅助，最终诊断须由具备资格的临床医师作出。", 90),
        Single(Rules, "参加系统培训的医师应当具备什么职称？", "主治医师及以上", "住院医师及以上", "副主任医师及以上", "不限", "学员须取得执业证书并为主治医师以上。", 60),
        Single(Rules, "境外接受培训的医师要得到认可，除培训满 6 个月和机构证明外，还须什么？", "指定培训基地考核合格", "本院科室同意", "厂家出具合格证", "发表一篇论文", "境外培训只替代基地培训，考核不能免。", 55),
        Single(Rules, "培训基地由谁指定？", "省级卫生健康行政部门", "市级卫生健康行政部门", "医院伦理委员会", "设备注册人", "省级以下无权指定。", 70),
        Multiple(Rules, "学员完成基地培训，须同时满足哪些条件？", ["培训满 6 个月", "理论学习 20 学时以上", "在指导下参与 20 例以上"], ["发表论文 1 篇", "独立签发报告 5 份"], "三项由签到与病例记录计算，缺一不可；独立签发不是培训内容。", 50),
        Multiple(Rules, "有创检查前，须向患者及家属说明哪些内容？", ["目的与风险", "注意事项", "可能的并发症及预防"], ["软件的源代码", "其他患者的检查结果"], "目的、风险、注意事项、并发症与预防措施均须说明并签字。", 65),
        Judgement(Rules, "一次性耗材经严格消毒后可以再次使用。", false, "一次性耗材不得重复使用，未遂也须记录。", 85),
        Judgement(Rules, "未取得注册证的 AI 软件可先用于临床诊断，边用边申请。", false, "未获批准的只能用于影子运行或研究，不得用于临床诊断。", 85),
        Single(Together, "医师看到 AI 的提示后，不再查看其余区域便出具意见。这种失误叫什么？", "自动化偏倚", "幸存者偏倚", "发表偏倚", "领先时间偏倚", "对自动系统过度信赖，减少了自己的搜索与核实。", 65),
        Single(Together, "要避免医师受 AI 结果影响，下列哪种阅片次序最有效？", "先独立判读，再看 AI 结果", "先看 AI 结果，再判读", "两者同时显示", "只看 AI 结果", "先记录独立意见，才能比较 AI 前后的改变。", 70),
        Single(Together, "AI 结果与您的判断不一致时，应当怎么做？", "复核图像与临床资料，按依据作出判断并写明理由", "一律以 AI 为准", "一律以本人为准，不作记录", "删除该例", "不一致是复核的信号，意见与理由都须留存。", 80),
        Single(Together, "第一天上线的 AI 假阳性很多，医师逐渐不看它的提示，结果漏掉真的病灶。这叫什么？", "警报疲劳", "锚定效应", "霍桑效应", "回归均值", "提示太多会使人忽略全部提示，要调整阈值而不是忽略。", 60),
        Multiple(Together, "下列哪些情形提示 AI 的结果可能不可靠？", ["图像有严重运动伪影", "患者年龄在适用范围之外", "检查设备不在说明书所列型号内"], ["报告在夜间出具", "患者为女性"], "超出适用范围与图像质量差是最常见的失效原因。", 55),
        Judgement(Together, "AI 给出很高的概率时，就不需要第二名医师了。", false, "概率高低不改变两名医师决定的要求。", 85),
        Judgement(Together, "AI 未提示病灶，也可能漏诊，医师仍须完整阅片。", true, "阴性结果同样须核实。", 80),
        Choice(Images, "CT 肺窗：右上叶后段见 8 mm 混杂磨玻璃结节，随访 3 个月实性成分由 2 mm 增至 5 mm。哪个结论最恰当？", "实性成分增大，恶性可能大，建议进一步处理", "炎性病灶，无须随访", "正常血管断面", "AI 未标出，可忽略", "混杂磨玻璃结节实性成分增大提示浸润性。", 60),
        Choice(Images, "AI 在心影旁标出“结节”，多平面重建见其与肺动脉相连、强化同步。哪个结论最恰当？", "血管断面，AI 假阳性", "转移瘤", "肺癌，立即穿刺", "无法判读", "多平面重建可分辨血管与结节。", 65),
        Choice(Images, "薄层 CT 上结节内见爆米花样钙化与脂肪密度。哪个结论最恰当？", "错构瘤", "腺癌", "结核球", "转移瘤", "爆米花样钙化合并脂肪是错构瘤的典型表现。", 60),
        new QuestionRequest
        {
            Kind = QuestionKind.CaseOpen, Topic = Images, Marks = 10, DifficultyPercent = 55,
            Stem = "男，62 岁，吸烟 40 年。胸部 CT：左下叶背段 14 mm 结节，分叶、毛刺，胸膜牵拉；AI 提示“良性，概率 0.81”。写出您的判读结论、依据，以及对 AI 结果的处理。",
            Options = [new OptionRequest { Text = "倾向恶性", Correct = true }, new OptionRequest { Text = "倾向良性" }],
            Guide = "结论倾向恶性（3 分）；依据：大小、分叶、毛刺、胸膜牵拉、高危因素（4 分）；不采纳 AI 并写明理由、提交第二名医师（3 分）。",
            Rationale = "形态学与高危因素均提示恶性，AI 结果与影像不符，应纠正并记录。",
        },
        new QuestionRequest
        {
            Kind = QuestionKind.CaseOpen, Topic = Images, Marks = 10, DifficultyPercent = 60,
            Stem = "女，35 岁，体检。AI 在右中叶标出 3 枚 3 mm 微小结节，“建议穿刺”。写出您的判读、随访建议，以及向患者如何说明 AI 的作用。",
            Guide = "微小实性结节低危（3 分）；按指南随访或不随访，不穿刺（4 分）；说明 AI 只是辅助、结论由医师作出（3 分）。",
            Rationale = "3 mm 结节无穿刺指征；AI 的建议超出其预期用途。",
        },
        Single(Figures, "一款 AI 的灵敏度 95%、特异度 90%，用于患病率 1% 的人群。阳性预测值大约是多少？", "9%", "95%", "90%", "50%", "每 1000 人真阳性 9.5，假阳性 99，预测值约 8.8%。", 45),
        Single(Figures, "AI 在外院数据上表现明显下降，最可能的原因是什么？", "训练数据与本院人群、设备不同", "医师不够努力", "服务器太慢", "样本量过大", "分布不同是外部验证下降的主因。", 70),
        Single(Figures, "只统计 AI 提示阳性并手术证实的病例来算灵敏度，会怎样？", "高估灵敏度", "低估灵敏度", "没有影响", "高估样本量", "阴性者未得到金标准，漏诊看不见，即证实偏倚。", 50),
        Judgement(Figures, "同一款 AI 对老年患者的灵敏度明显低于其他人群，应当作为亚组差异记录并处理。", true, "亚组差异关系公平与安全，须记录、分析并采取措施。", 80),
        Single(Data, "把患者图像提供给厂家用于改进算法，事先须什么？", "登记用途与依据，去标识并签订协议", "科室主任口头同意", "不需要手续", "只需通知信息科", "对外提供须登记接收方、用途、依据、数量与协议，结束后有销毁证明。", 75),
        Judgement(Data, "患者要求人工复核时，应当提供并记录。", true, "患者有权要求医师复核 AI 参与的结果。", 85),
        Spot(Together, "女，48 岁，乳腺 X 线摄影。左乳外上象限见簇状多形性钙化 12 mm，节段分布。", "BI-RADS 2 类，良性钙化，概率 0.88", aiIsWrong: true, "节段分布的多形性钙化高度可疑，应为 4 类以上。", 60),
        Spot(Together, "男，55 岁，胸部 CT。右肺尖 6 mm 实性结节，边缘光滑，两年随访无变化。", "良性可能大，建议常规随访，概率 0.93", aiIsWrong: false, "两年稳定的光滑实性小结节，AI 的结论与资料相符。", 70),
        Spot(Together, "男，70 岁，胸部 CT。图像有严重呼吸伪影，左下叶层面重影。", "左下叶 9 mm 结节，恶性概率 0.90", aiIsWrong: true, "重影来自呼吸伪影，应纠正并重新扫描。", 55),
        Spot(Together, "女，60 岁，胸部 CT。左上叶 18 mm 分叶状结节伴毛刺。", "恶性可能大，建议进一步检查，概率 0.95", aiIsWrong: false, "形态学支持，AI 的结论可采纳，仍由医师决定。", 75),
        Spot(Together, "8 岁患儿胸部 CT。AI 说明书写明适用于 18 岁以上。", "未见异常，概率 0.97", aiIsWrong: true, "超出适用范围，结果不得采纳。", 50),
        Spot(Together, "女，52 岁，乳腺 X 线摄影。双乳对称的散在粗大钙化，五年未变。", "BI-RADS 2 类，概率 0.96", aiIsWrong: false, "长期稳定的粗大钙化为良性，AI 的结论与资料相符。", 75),
    ];

    private static QuestionRequest Single(string topic, string stem, string right, string wrong, string wrong2, string wrong3, string why, int difficulty) =>
        Of(QuestionKind.Single, topic, stem, [right], [wrong, wrong2, wrong3], why, difficulty, 2);

    private static QuestionRequest Choice(string topic, string stem, string right, string wrong, string wrong2, string wrong3, string why, int difficulty) =>
        Of(QuestionKind.CaseChoice, topic, stem, [right], [wrong, wrong2, wrong3], why, difficulty, 4);

    private static QuestionRequest Multiple(string topic, string stem, string[] right, string[] wrong, string why, int difficulty) =>
        Of(QuestionKind.Multiple, topic, stem, right, wrong, why, difficulty, 4);

    private static QuestionRequest Of(QuestionKind kind, string topic, string stem, string[] right, string[] wrong, string why, int difficulty, int marks) => new()
    {
        Kind = kind, Topic = topic, Stem = stem, Rationale = why, DifficultyPercent = difficulty, Marks = marks,
        Options = [.. right.Select(r => new OptionRequest { Text = r, Correct = true }), .. wrong.Select(w => new OptionRequest { Text = w })],
    };

    private static QuestionRequest Judgement(string topic, string stem, bool right, string why, int difficulty) => new()
    {
        Kind = QuestionKind.Judgement, Topic = topic, Stem = stem, Answer = right ? "true" : "false", Rationale = why, DifficultyPercent = difficulty, Marks = 2,
    };

    private static QuestionRequest Spot(string topic, string stem, string says, bool aiIsWrong, string why, int difficulty) => new()
    {
        Kind = QuestionKind.SpotWrongAi, Topic = topic, Stem = stem, AiResult = says, Answer = aiIsWrong ? "correct" : "follow", Rationale = why, DifficultyPercent = difficulty, Marks = 4,
    };
}
