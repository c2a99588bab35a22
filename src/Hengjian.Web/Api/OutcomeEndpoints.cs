using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Training.Feedback;
using Hengjian.Governance.Training.Literacy;
using Hengjian.Web.Access;

namespace Hengjian.Web.Api;

/// <summary>What comes after training: own outcome feedback, proposals of re-training, and AI literacy.</summary>
internal static class OutcomeEndpoints
{
    public static void MapOutcomes(this RouteGroupBuilder api)
    {
        var feedback = api.MapGroup("/training/feedback").WithTags("Training");
        feedback.MapGet("/", async (HttpContext http, FeedbackQueries all) => await Answers.FoundAsync(http, await all.OwnAsync(http.GetCaller(), http.RequestAborted), "practitioner"))
            .Needs(Permission.OwnAccount).Produces<OwnFeedback>().WithSummary("The caller's own figures; nobody reads another's.");
        feedback.MapGet("/proposals", (HttpContext http, FeedbackQueries all) => Answers.ListAsync(
                http, (query, page) => all.SharedAsync(http.GetCaller(), query.Code<RetrainingState>("state"), page, http.RequestAborted)))
            .Needs(Permission.RetrainingRead).Produces<Page<RetrainingView>>();
        feedback.MapPost("/proposals/{id:guid}/consent", (HttpContext http, Guid id, AnswerRetraining act) =>
                Answers.CreateAsync<RetrainingConsent, Created>(http, (body, request, ct) => act.ShareAsync(id, body, request, ct)))
            .Needs(Permission.OwnAccount).Accepts<RetrainingConsent>("application/json").Produces<Created>(201);
        feedback.MapPost("/proposals/{id:guid}/answer", (HttpContext http, Guid id, AnswerRetraining act) =>
                Answers.CreateAsync<RetrainingAnswer, Created>(http, (body, request, ct) => act.AnswerAsync(id, body, request, ct)))
            .Needs(Permission.OwnAccount).Accepts<RetrainingAnswer>("application/json").Produces<Created>(201);
        feedback.MapPost("/proposals/{id:guid}/closing", (HttpContext http, Guid id, AnswerRetraining act) =>
                Answers.CreateAsync<RetrainingClosing, Created>(http, (body, request, ct) => act.CloseAsync(id, body, request, ct)))
            .Needs(Permission.RetrainingRead).Accepts<RetrainingClosing>("application/json").Produces<Created>(201);

        var literacy = api.MapGroup("/literacy").WithTags("Training");
        literacy.MapGet("/", async (HttpContext http, LiteracyQueries all) => await Answers.WriteAsync<OwnLiteracy>(http, await all.OwnAsync(http.GetCaller(), http.RequestAborted)))
            .Needs(Permission.OwnAccount).Produces<OwnLiteracy>();
        literacy.MapGet("/departments", async (HttpContext http, LiteracyQueries all) =>
            {
                var shares = await all.SharesAsync(http.GetCaller(), http.RequestAborted);
                await Answers.WriteAsync<Page<LiteracyShare>>(http, new Page<LiteracyShare>(shares, shares.Count));
            })
            .Needs(Permission.LiteracyRead).Produces<Page<LiteracyShare>>();
        literacy.MapPost("/readings", (HttpContext http, LiteracyCourse act) => Answers.CreateAsync<LiteracyStep, Created>(http, act.StartAsync))
            .Needs(Permission.OwnAccount).Accepts<LiteracyStep>("application/json").Produces<Created>(201).WithSummary("Opens a unit.");
        literacy.MapPost("/readings/finish", (HttpContext http, LiteracyCourse act) => Answers.CreateAsync<LiteracyStep, Created>(http, act.FinishAsync))
            .Needs(Permission.OwnAccount).Accepts<LiteracyStep>("application/json").Produces<Created>(201).WithSummary("Finishes an open unit, no sooner than the least time.");
    }
}
