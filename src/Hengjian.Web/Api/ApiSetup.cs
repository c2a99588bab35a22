using Hengjian.Web.Access;

namespace Hengjian.Web.Api;

/// <summary>Registers and maps the web API, module by module.</summary>
internal static class ApiSetup
{
    public static IServiceCollection AddHengjianApi(this IServiceCollection services) => services
        .AddSingleton<ApiMessages>()
        .AddSingleton<AnswerJson>()
        .AddOpenApi("v1", options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Hengjian";
            document.Info.Description = "System of record for AI in diagnosis. Texts follow Accept-Language; codes never change.";
            return Task.CompletedTask;
        }));

    public static void MapHengjianApi(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").IsPublic();
        var api = app.MapGroup(ApiRoutes.Root);
        api.AddEndpointFilter(Body.CheckKeyAsync);
        api.AddEndpointFilter(CaseReads.NoteAsync);
        api.MapRegisters();
        api.MapAgreements();
        api.MapRemote();
        api.MapAuthorisations();
        api.MapTechnologies();
        api.MapLifeCycle();
        api.MapCommittees();
        api.MapDue();
        api.MapPractitioners();
        api.MapPractitionerFiles();
        api.MapAccess();
        api.MapCases();
        api.MapReading();
        api.MapReports();
        api.MapIndications();
        api.MapConsentForms();
        api.MapDevices();
        api.MapQuality();
        api.MapLedger();
        api.MapHistory();
        api.MapDicom();
        api.MapDocuments();
        api.MapPolicies();
        api.MapDataUses();
        api.MapHandovers();
        api.MapCompliance();
        api.MapSafety();
        api.MapReporting();
        api.MapFollowUps();
        api.MapRetention();
        api.MapObservedActs();
        api.MapObservedImports();
        api.MapConcerns();
        api.MapTrainingBases();
        api.MapEnrolments();
        api.MapCertificates();
        api.MapOutcomes();
        api.MapExaminations();
        api.MapTrainingArchives();
    }
}
