using Hengjian.Governance.Access.Contracts;

namespace Hengjian.Tests.Access;

public sealed class AccessOptionsTests
{
    [Fact]
    public void Options_Defaults_AreRight() => new AccessOptions().Problems().ShouldBeEmpty();

    [Fact]
    public void Options_SeveralWrong_AreAllNamed()
    {
        var problems = new AccessOptions
        {
            IdleTimeout = TimeSpan.FromSeconds(59),
            LongestSession = TimeSpan.FromHours(25),
            FailuresToLockOut = 11,
            LockOutFor = TimeSpan.Zero,
            PasswordLength = 7,
            TokenDays = 366,
            InvitationFor = TimeSpan.FromDays(15),
            UnusedAccountDays = 29,
            CallerMemory = TimeSpan.FromSeconds(11),
        }.Problems();

        problems.Count.ShouldBe(9);
    }

    [Fact]
    public void Options_SessionShorterThanItsIdleTimeout_IsRefused() =>
        new AccessOptions { IdleTimeout = TimeSpan.FromHours(2), LongestSession = TimeSpan.FromHours(1) }.Problems().ShouldHaveSingleItem().ShouldContain("LongestSession");
}
