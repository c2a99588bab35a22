using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Training.Certificates;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Web.Access;
using Hengjian.Web.Components.Pages.Training.Certificates;
using Hengjian.Web.Printing;

namespace Hengjian.Web.Api;

/// <summary>Training certificates through the web API: the base's and the holder's institution's, the region's for its regulator, the own for the holder.</summary>
internal static class CertificateEndpoints
{
    public static void MapCertificates(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/training/certificates").WithTags("Training");
        group.MapGet("/", (HttpContext http, CertificateQueries all) => Answers.ListAsync(http, (query, page) => all.ListAsync(
                http.GetCaller(),
                new CertificateFilter(query.Text("q"), query.Code<CertificateStanding>("standing"), query.Code<ProgrammeKind>("kind"), query.Code<TrainingRoute>("route")),
                page,
                http.RequestAborted)))
            .Needs(Permission.CertificatesRead).Produces<Page<CertificateItem>>();
        group.MapGet("/{id:guid}", async (HttpContext http, Guid id, CertificateQueries all) =>
                await Answers.FoundAsync(http, await all.FindAsync(http.GetCaller(), id, http.RequestAborted), "certificate"))
            .Needs(Permission.OwnAccount).Produces<CertificateView>();
        group.MapGet("/{id:guid}/certificate.pdf", PdfAsync).Needs(Permission.OwnAccount).Produces(200, contentType: "application/pdf").WithSummary("The certificate as PDF, with the QR code that verifies it.");
        group.MapPost("/{id:guid}/revocation", (HttpContext http, Guid id, RevokeCertificate act) =>
                Answers.CreateAsync<RevocationRequest, Created>(http, (body, request, ct) => act.AskAsync(id, body, request, ct)))
            .Needs(Permission.CertificatesRevoke).Accepts<RevocationRequest>("application/json").Produces<Created>(201)
            .WithSummary("The base asks for a revocation that a second person decides; a regulator revokes at once.");
        group.MapPost("/{id:guid}/revocation/decision", (HttpContext http, Guid id, RevokeCertificate act) =>
                Answers.CreateAsync<RevocationAnswer, Created>(http, (body, request, ct) => act.DecideAsync(id, body, request, ct)))
            .Needs(Permission.CertificatesRevoke).Accepts<RevocationAnswer>("application/json").Produces<Created>(201);
    }

    private static async Task PdfAsync(HttpContext http, Guid id, CertificateQueries all, SheetPrinter printer, TimeProvider clock)
    {
        if (await all.FindAsync(http.GetCaller(), id, http.RequestAborted) is not { } view)
        {
            await Problems.Write(http, new NotFound("certificate"));
            return;
        }

        var made = await printer.PrintAsync<CertificateSheet>(
            view.Item.Number,
            view.InstitutionId,
            new Dictionary<string, object?>
            {
                [nameof(CertificateSheet.View)] = view, [nameof(CertificateSheet.Origin)] = $"{http.Request.Scheme}://{http.Request.Host}", [nameof(CertificateSheet.PrintedAt)] = clock.GetUtcNow(),
            },
            http.RequestAborted);
        await Downloads.SendAsync(http, made, $"{view.Item.Number}.pdf", "application/pdf");
    }
}
