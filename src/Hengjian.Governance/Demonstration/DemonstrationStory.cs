using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Demonstration;

/// <summary>Which cases are played when: months of complete ones for the statistics, and today's in every state, so that each page has something to show.</summary>
internal sealed class DemonstrationStory(DemonstrationCases cases, DemonstrationClock clock, DemonstrationParameters parameters, DemonstrationRegisters registers)
{
    private readonly DemonstrationProduct _chest = new(registers.MainDeployment, "LungNodule-CAD", "3.2.1", "positive", "negative", "胸部 CT 平扫");
    private readonly DemonstrationProduct _breast = new(registers.SecondDeployment, "Mammo-CAD", "1.8.0", "suspicious", "benign", "乳腺 X 线摄影");

    public async Task PlayAsync(DateTimeOffset present, CancellationToken cancellationToken)
    {
        await PlayPastAsync(present, cancellationToken);
        await PlayTodayAsync(present, cancellationToken);
    }

    /// <summary>Cases that name somebody who has left since as their reader: an officer hands them over.</summary>
    public async Task LeaveBehindAsync(Guid leaver, DateTimeOffset present, CancellationToken cancellationToken)
    {
        for (var i = 0; i < 2; i++)
        {
            var left = await cases.RegisterAsync(_chest, present.AddMinutes(-40 + i), null, cancellationToken, readers: [leaver, registers.Practitioners["radiologist2"]]);
            await cases.ReceiveAiAsync(left, 1, cancellationToken);
        }
    }

    private async Task PlayPastAsync(DateTimeOffset present, CancellationToken cancellationToken)
    {
        var total = parameters.CompleteCases + parameters.SecondDeploymentCases;
        var first = present.AddDays(-parameters.Days);
        for (var i = 0; i < total; i++)
        {
            // Ends ten days before the present, so that even the slowest case is complete by then.
            var day = ShanghaiDay.Start(ShanghaiDay.Of(first)).AddDays(i * (parameters.Days - 10) / total);
            var second = i % (total / parameters.SecondDeploymentCases) == 0 && i / (total / parameters.SecondDeploymentCases) < parameters.SecondDeploymentCases;
            await cases.PlayAsync(second ? _breast : _chest, day.AddHours(8).AddMinutes(i * 7 % 540), alwaysPlain: second, cancellationToken);
        }
    }

    private async Task PlayTodayAsync(DateTimeOffset present, CancellationToken cancellationToken)
    {
        for (var i = 0; i < 3; i++)
        {
            await cases.RegisterAsync(_chest, present.AddHours(-3 - i), null, cancellationToken, indicated: false);
        }

        for (var i = 0; i < 4; i++)
        {
            await cases.RegisterAsync(_chest, present.AddHours(-2 - i), i == 0 ? ReadingProtocol.BlindFirst : null, cancellationToken);
        }

        await cases.RegisterAsync(_chest, present.AddHours(-6), null, cancellationToken, invasive: true);
        for (var i = 0; i < 8; i++)
        {
            var analysed = await cases.RegisterAsync(i % 4 == 3 ? _breast : _chest, present.AddHours(-5 - (i * 5)), i == 1 ? ReadingProtocol.BlindFirst : null, cancellationToken);
            await cases.ReceiveAiAsync(analysed, 6, cancellationToken, operated: i is not (2 or 5));
        }

        for (var i = 0; i < 6; i++)
        {
            var reading = await cases.RegisterAsync(_chest, present.AddHours(-7 - i), null, cancellationToken);
            await cases.ReceiveAiAsync(reading, 5, cancellationToken);
            await cases.ReadAsync(reading, i % 3, ReadingPhase.AfterAi, withAi: true, cancellationToken);
        }

        for (var i = 0; i < 2; i++)
        {
            var night = await cases.RegisterAsync(_chest, present.AddHours(-20 - (i * 10)), null, cancellationToken);
            await cases.ReceiveAiAsync(night, 5, cancellationToken);
            await cases.ReadAsync(night, 1, ReadingPhase.AfterAi, withAi: true, cancellationToken, provisional: true);
        }

        for (var i = 0; i < 3; i++)
        {
            var disagreed = await cases.RegisterAsync(_chest, present.AddHours(-9 - i), null, cancellationToken);
            await cases.ReceiveAiAsync(disagreed, 5, cancellationToken);
            await cases.ReadAsync(disagreed, 1, ReadingPhase.AfterAi, withAi: true, cancellationToken, say: true);
            await cases.ReadAsync(disagreed, 2, ReadingPhase.AfterAi, withAi: true, cancellationToken, say: false);
        }

        for (var i = 0; i < 5; i++)
        {
            var issued = await cases.RegisterAsync(_chest, present.AddHours(-11 - i), null, cancellationToken);
            await cases.ReceiveAiAsync(issued, 5, cancellationToken);
            await cases.ReadAsync(issued, 0, ReadingPhase.AfterAi, withAi: true, cancellationToken, say: i % 2 == 0);
            await cases.ReadAsync(issued, 1, ReadingPhase.AfterAi, withAi: true, cancellationToken, say: i % 2 == 0);
        }

        var cancelled = await cases.RegisterAsync(_chest, present.AddHours(-8), null, cancellationToken);
        await cases.CancelAsync(cancelled, cancellationToken);
        clock.Now = present;
    }
}
