using System.Globalization;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Institutions.Registers;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Readiness.Evaluation;
using Hengjian.Governance.Technologies.Inventory;
using Hengjian.Governance.Technologies.Registers;
using Hengjian.Web.Access;

namespace Hengjian.Web.Api;

/// <summary>The registers through the web API (interfaces.md): lists, single records with their ETag, registration, and change under If-Match.</summary>
internal static class RegistersEndpoints
{
    public static void MapRegisters(this RouteGroupBuilder api)
    {
        var institutions = api.MapGroup("/institutions").WithTags("Institutions");
        Register<Institutions, InstitutionRequest, InstitutionView>(
            institutions, Permission.InstitutionsWrite, "institution", i => i.RegisterAsync, i => i.ChangeAsync, i => i.FindAsync, v => v.Version);
        institutions.MapGet("/", (HttpContext http, Institutions all) => Answers.ListAsync(http, (_, page) => all.ListAsync(http.GetCaller(), page, http.RequestAborted)))
            .Needs(Permission.RegistersRead);

        var departments = api.MapGroup("/departments").WithTags("Departments");
        Register<Departments, DepartmentRequest, DepartmentView>(
            departments, Permission.InstitutionsWrite, "department", d => d.RegisterAsync, d => d.ChangeAsync, d => d.FindAsync, v => v.Version);
        departments.MapGet("/", (HttpContext http, Departments all) => Answers.ListAsync(http, (_, page) => all.ListAsync(http.GetCaller(), page, http.RequestAborted)))
            .Needs(Permission.RegistersRead);

        var technologies = api.MapGroup("/technologies").WithTags("Technologies");
        Register<Technologies, TechnologyRequest, TechnologyView>(
            technologies, Permission.TechnologiesWrite, "technology", t => t.RegisterAsync, t => t.ChangeAsync, t => t.FindAsync, v => v.Version);
        technologies.MapGet("/", (HttpContext http, Technologies all, TechnologyInventory inventory) => Answers.ListAsync(http, async (query, page) =>
            {
                var filter = TechnologiesEndpoints.FilterOf(query);
                var only = filter.IsEmpty ? null : (await inventory.ListAsync(http.GetCaller(), filter, http.RequestAborted)).Items.Select(i => i.Technology.Id).ToList();
                return await all.ListAsync(http.GetCaller(), page, http.RequestAborted, only);
            }))
            .Needs(Permission.RegistersRead);
        MapVersions(technologies);

        var deployments = api.MapGroup("/deployments").WithTags("Deployments");
        Register<Deployments, DeploymentRequest, DeploymentView>(
            deployments, Permission.DeploymentsWrite, "deployment", d => d.RegisterAsync, d => d.ChangeAsync, d => d.FindAsync, v => v.Version);
        deployments.MapGet("/", (HttpContext http, Deployments all) => Answers.ListAsync(http, (query, page) =>
                all.ListAsync(http.GetCaller(), query.Code<DeploymentStage>("stage"), page, http.RequestAborted)))
            .Needs(Permission.RegistersRead);
        deployments.MapGet("/{id:guid}/readiness", async (HttpContext http, Guid id, DeploymentReadiness readiness) =>
                await Answers.FoundAsync(http, await readiness.DecideAsync(http.GetCaller(), id, http.RequestAborted), "deployment"))
            .Needs(Permission.RegistersRead);
        deployments.MapPost("/{id:guid}/suspension", (HttpContext http, Guid id, Deployments all) =>
                Answers.CreateAsync<SuspensionRequest, Created>(http, (body, request, ct) => all.SuspendAsync(id, body, request, ct)))
            .Needs(Permission.DeploymentsSuspend);
    }

    /// <summary>POST, GET one and PUT of one register.</summary>
    internal static void Register<TRegister, TRequest, TView>(
        RouteGroupBuilder group,
        Permission write,
        string kind,
        Func<TRegister, Func<TRequest, WriteRequest, CancellationToken, Task<Outcome<Created>>>> register,
        Func<TRegister, Func<Guid, long, TRequest, WriteRequest, CancellationToken, Task<Outcome<Changed>>>> change,
        Func<TRegister, Func<Caller, Guid, CancellationToken, Task<TView?>>> find,
        Func<TView, long> versionOf)
        where TRegister : notnull
        where TRequest : notnull
        where TView : class => Register<TRegister, TRequest, TRegister, TView>(group, write, kind, register, change, find, versionOf);

    /// <summary>The same where one class keeps the register and another reads it.</summary>
    internal static void Register<TRegister, TRequest, TList, TView>(
        RouteGroupBuilder group,
        Permission write,
        string kind,
        Func<TRegister, Func<TRequest, WriteRequest, CancellationToken, Task<Outcome<Created>>>> register,
        Func<TRegister, Func<Guid, long, TRequest, WriteRequest, CancellationToken, Task<Outcome<Changed>>>> change,
        Func<TList, Func<Caller, Guid, CancellationToken, Task<TView?>>> find,
        Func<TView, long> versionOf)
        where TRegister : notnull
        where TRequest : notnull
        where TList : notnull
        where TView : class
    {
        group.MapPost("/", (HttpContext http, TRegister all) => Answers.CreateAsync(http, register(all)))
            .Needs(write).Accepts<TRequest>("application/json").Produces<Created>(201);
        group.MapGet("/{id:guid}", async (HttpContext http, Guid id, TList all) =>
        {
            var found = await find(all)(http.GetCaller(), id, http.RequestAborted);
            if (found is not null)
            {
                http.Response.Headers.ETag = EntityTag(versionOf(found));
            }

            await Answers.FoundAsync(http, found, kind);
        }).Needs(Permission.RegistersRead).Produces<TView>();
        group.MapPut("/{id:guid}", (HttpContext http, Guid id, TRegister all) =>
                ChangeAsync<TRequest>(http, (version, body, request, ct) => change(all)(id, version, body, request, ct)))
            .Needs(write).Accepts<TRequest>("application/json").Produces<Changed>();
    }

    private static void MapVersions(RouteGroupBuilder technologies)
    {
        technologies.MapPost("/{id:guid}/versions", (HttpContext http, Guid id, Technologies all) =>
                Answers.CreateAsync<TechnologyVersionRequest, Created>(http, (body, request, ct) => all.AddVersionAsync(id, body, request, ct)))
            .Needs(Permission.TechnologiesWrite).Accepts<TechnologyVersionRequest>("application/json").Produces<Created>(201);
        technologies.MapGet("/{id:guid}/versions", async (HttpContext http, Guid id, Technologies all) =>
        {
            var found = await all.FindAsync(http.GetCaller(), id, http.RequestAborted);
            await Answers.FoundAsync(http, found is null ? null : new Page<TechnologyVersionView>(found.Versions, found.Versions.Count), "technology");
        }).Needs(Permission.RegistersRead);
        technologies.MapPut("/{id:guid}/versions/{version:guid}", (HttpContext http, Guid id, Guid version, Technologies all) =>
                ChangeAsync<TechnologyVersionRequest>(http, (etag, body, request, ct) => all.ChangeVersionAsync(id, version, etag, body, request, ct)))
            .Needs(Permission.TechnologiesWrite).Accepts<TechnologyVersionRequest>("application/json").Produces<Changed>();
    }

    /// <summary>PUT under If-Match; the new version is the answer's ETag.</summary>
    internal static async Task ChangeAsync<TRequest>(HttpContext http, Func<long, TRequest, WriteRequest, CancellationToken, Task<Outcome<Changed>>> change)
    {
        var tag = http.Request.Headers.IfMatch.ToString().Trim('"');
        if (!long.TryParse(tag, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            await Problems.Write(http, new Invalid("If-Match", "register.ifMatchNeeded"));
            return;
        }

        if (await Body.ReadAsync<TRequest>(http) is not { } read)
        {
            return;
        }

        var outcome = await change(version, read.Value, read.Request, http.RequestAborted);
        if (outcome.Refusal is null)
        {
            http.Response.Headers.ETag = EntityTag(outcome.Value!.Version);
        }

        await Answers.WriteAsync(http, outcome);
    }

    internal static string EntityTag(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
}
