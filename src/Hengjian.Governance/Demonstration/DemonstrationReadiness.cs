using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Institutions.Registers;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Readiness.Evaluation;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Demonstration;

/// <summary>What readiness of the demonstration's deployments is decided from, and its first evaluation. All invented.</summary>
internal static class DemonstrationReadiness
{
    /// <summary>Licence, subjects, yearly figures and image platform of the hospital.</summary>
    public static InstitutionRequest Complete(InstitutionRequest hospital, DateOnly today) => hospital with
    {
        LicenceNumber = "TEST0001899000011A1001",
        LicenceTo = today.AddYears(4),
        Subjects =
        [
            new("03", "内科"), new("04", "外科"), new("05", "妇产科"), new("30", "医学检验科"), new("31", "病理科"), new("32", "医学影像科"),
            new("32.01", "X 线诊断专业"), new("32.02", "CT 诊断专业"),
        ],
        Volumes = [new(today.Year - 1, 1_862_400, 96_300, 1_243_700), new(today.Year - 2, 1_795_100, 92_800, 1_167_200)],
        Pacs = new ImagePlatform("影像归档与通信系统 V6（演示）", "双机热备服务器 2 台，在线存储 200 TB", today.AddYears(-5)),
    };

    /// <summary>A department with its subjects and, where it reads or acquires, computers.</summary>
    public static DepartmentRequest Complete(DepartmentRequest department) => department with
    {
        Subjects = department.Kind switch
        {
            DepartmentKind.Imaging => [new("32", "医学影像科")],
            DepartmentKind.Laboratory => [new("31", "病理科")],
            _ => [],
        },
        Hardware = department.Kind is DepartmentKind.Imaging or DepartmentKind.Laboratory
            ? [new("诊断工作站", 6, "双屏 5 MP"), new("AI 推理服务器", 1, "院内机房")]
            : [],
    };

    /// <summary>Reminders and readiness as of now.</summary>
    public static async Task EvaluateAsync(IServiceProvider services, Guid institution, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<IReminders>().RemindAsync(institution, cancellationToken);
        await services.GetRequiredService<DailyRuns>().EvaluateAsync(institution, cancellationToken);
    }
}
