namespace Hengjian.BrowserTests;

/// <summary>The demonstration's hospital as a training base, under a clock that its people let run on, and newcomers to it who want to be trained.</summary>
internal sealed class TeachingHospital : IAsyncDisposable
{
    /// <summary>Longer than a day at work: whoever comes the next day signs in anew.</summary>
    private static readonly TimeSpan Shift = TimeSpan.FromHours(11);

    private readonly NewHospital _hospital;
    private readonly HashSet<string> _invited = [];
    private readonly Dictionary<string, DateTimeOffset> _since = [];

    private TeachingHospital(NewHospital hospital, MovedClock clock) => (_hospital, Clock) = (hospital, clock);

    public MovedClock Clock { get; }

    public AppServer App => _hospital.App;

    public static async Task<TeachingHospital> StartAsync(BrowserFixture browser)
    {
        var clock = new MovedClock();
        clock.Morning(days: 1);
        var app = await PreparedDemonstration.StartAsync(
            clock, ("access:IdleTimeout", "12:00:00"), ("access:LongestSession", "1.00:00:00"), ("access:UnusedAccountDays", "3650"), ("routines:enabled", "false"), ("rateLimits:SignInPerMinute", "100000"));
        return new TeachingHospital(new NewHospital(app, browser), clock);
    }

    /// <summary>Somebody at the desk: who has not been there since yesterday signs in first.</summary>
    public async Task<Newcomer> AtAsync(string name)
    {
        if (!_since.TryGetValue(name, out var since) || Clock.GetUtcNow() - since > Shift)
        {
            await _hospital.ComeAsync(name, _invited.Contains(name) ? NewHospital.Secret : PreparedDemonstration.PasswordOf(App, name));
            _since[name] = Clock.GetUtcNow();
        }

        return _hospital[name];
    }

    /// <summary>The officer enters a radiologist without any training, and the security administrator gives an account; answers the path of the record.</summary>
    public async Task<string> EngageAsync(string user, string name, string title, int years, string licence, string roles)
    {
        var officer = await AtAsync("officer");
        await officer.GoAsync("/practitioners", "/practitioners/new");
        await officer.SaveAsync(
            ("name", name), ("kind", "physician"), ("departmentId", "放射科"), ("titles[0].title", title), ("licenceNumber", licence), ("licenceCategory", "临床"), ("scopes", "医学影像和放射治疗专业"),
            ("specialtyPeriods[0].specialty", "医学影像"), ("specialtyPeriods[0].kind", "clinical"), ("specialtyPeriods[0].from", Clock.Day(-years)));
        _ = await AtAsync("secadmin");
        await _hospital.InviteAsync(user, name, roles, name);
        _invited.Add(user);
        _since[user] = Clock.GetUtcNow();
        return officer.Path;
    }

    public ValueTask DisposeAsync() => _hospital.DisposeAsync();
}
