using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Domain;
using Hengjian.Governance.Technologies.Registers;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Technologies.Classification;

/// <summary>What a deployment records of its model, and where it asks more of itself.</summary>
public sealed record DeployedModelRequest
{
    public DeployedModelParticulars? Particulars { get; init; }

    /// <summary>Null: it asks what its class and tier ask.</summary>
    public Tightening? Tightening { get; init; }
}

/// <summary>Classified management of one deployment.</summary>
/// <param name="DeploymentId">The deployment.</param>
/// <param name="Version">ETag; 0 while nothing is recorded.</param>
/// <param name="Id">The record; null while there is none.</param>
/// <param name="Particulars">What is recorded of the model.</param>
/// <param name="Tightening">Where it asks more; null: nowhere.</param>
/// <param name="Table">What its class and tier ask.</param>
/// <param name="Requirements">What holds for it.</param>
/// <param name="Decision">HP-17.1 as of now.</param>
public sealed record DeployedModelView(
    Guid DeploymentId, long Version, Guid? Id, DeployedModelParticulars Particulars, Tightening? Tightening, ClassRequirements Table, ClassRequirements Requirements, Decision Decision);

/// <summary>Classified management of deployments (HP-17.1): particulars of the deployed model, the line of the table that holds, and what the deployment tightens.</summary>
public sealed class DeployedModels(IWriter writer, Database database, RuleEngine engine, IInstitutionRegister institutions, TimeProvider clock) : IClassifiedManagement
{
    private const int Longest = 2000;

    public async Task<DeployedModelView?> FindAsync(Caller caller, Guid deploymentId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await ReadAsync(db, deploymentId, cancellationToken) is not { } found)
        {
            return null;
        }

        var (table, _) = await TableAsync(db, found, cancellationToken);
        var facts = await FactsAsync(db, found, cancellationToken);
        return new DeployedModelView(
            deploymentId,
            found.Model?.Version ?? 0,
            found.Model?.Id,
            found.Model?.Particulars ?? new DeployedModelParticulars(),
            found.Model?.Tightening,
            table,
            Tightened(table, found.Model?.Tightening),
            engine.Decide(ClauseIds.ClassifiedManagement, facts, clock.GetUtcNow(), facts.Institution));
    }

    public Task<Outcome<Changed>> ChangeAsync(Guid deploymentId, long version, DeployedModelRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Changed>(
            context,
            async (scope, ct) =>
            {
                if (await ReadAsync(scope.Db, deploymentId, ct) is not { } found || found.Stage == DeploymentStage.Study)
                {
                    return new NotFound("deployment");
                }

                var row = found.Model;
                if ((row?.Version ?? 0) != version)
                {
                    return new Stale(version, row?.Version ?? 0);
                }

                var errors = new FieldErrors();
                Check(request.Particulars, errors);
                Check(request.Tightening, (await TableAsync(scope.Db, found, ct)).Table, errors);
                if (errors.Any)
                {
                    return errors.ToRefusal();
                }

                if (row is null)
                {
                    row = new DeployedModel { InstitutionId = scope.InstitutionId, Id = scope.NewId(), DeploymentId = deploymentId };
                    scope.Db.Add(row);
                }
                else
                {
                    scope.Db.Entry(row).State = EntityState.Modified;
                }

                row.Particulars = request.Particulars! with { Hosts = request.Particulars.Hosts ?? [], FilingNumbers = request.Particulars.FilingNumbers ?? [] };
                row.Tightening = IsNothing(request.Tightening) ? null : request.Tightening! with { Gates = [.. (request.Tightening.Gates ?? []).Distinct().Order()] };
                scope.Record("deployment.model.recorded", nameof(DeployedModel), row.Id);
                return new Changed(row.Id, version + 1);
            },
            cancellationToken);

    public async Task<ClassRequirements?> ForAsync(HengjianDbContext db, Guid deploymentId, CancellationToken cancellationToken) =>
        await ReadAsync(db, deploymentId, cancellationToken) is { } found ? Tightened((await TableAsync(db, found, cancellationToken)).Table, found.Model?.Tightening) : null;

    public async Task<ClassifiedManagementFacts?> FactsAsync(HengjianDbContext db, Guid deploymentId, CancellationToken cancellationToken) =>
        await ReadAsync(db, deploymentId, cancellationToken) is { } found ? await FactsAsync(db, found, cancellationToken) : null;

    private async Task<ClassifiedManagementFacts> FactsAsync(HengjianDbContext db, Found found, CancellationToken cancellationToken) =>
        new(
            found.AiClass, found.Origin, found.Stage, found.TechnologyVersion.Risk?.Tier, found.Model?.Particulars, found.TechnologyVersion.Particulars?.Generative,
            found.TechnologyVersion.Particulars?.Development ?? [])
        {
            Institution = await institutions.CreditCodeAsync(db, cancellationToken),
        };

    /// <summary>The line that holds; the highest tier's while none is decided, so that what is undecided never asks for less.</summary>
    private static async Task<(ClassRequirements Table, bool Own)> TableAsync(HengjianDbContext db, Found found, CancellationToken cancellationToken)
    {
        var tier = found.TechnologyVersion.Risk?.Tier;
        var (line, own) = await ManagementClasses.LineAsync(db, found.AiClass, tier ?? RiskTier.High, cancellationToken);
        return (new ClassRequirements(
            line.AiClass, line.Tier, tier is not null, line.Gates, line.ReviewMonths, line.BlindFirstPercent, line.SamplingPercent,
            own ? RequirementSource.Institution : RequirementSource.Default), own);
    }

    /// <summary>The stricter of both, so that a table that became stricter later still holds.</summary>
    private static ClassRequirements Tightened(ClassRequirements table, Tightening? tightening) => tightening is null
        ? table
        : table with
        {
            Gates = [.. table.Gates.Union(tightening.Gates).Order()],
            ReviewMonths = Math.Min(table.ReviewMonths, tightening.ReviewMonths ?? table.ReviewMonths),
            BlindFirstPercent = Math.Max(table.BlindFirstPercent, tightening.BlindFirstPercent ?? 0),
            SamplingPercent = Math.Max(table.SamplingPercent, tightening.SamplingPercent ?? 0),
            Source = RequirementSource.Deployment,
        };

    private static bool IsNothing(Tightening? t) => t is null or { ReviewMonths: null, BlindFirstPercent: null, SamplingPercent: null, Gates: null or { Count: 0 } };

    private static void Check(DeployedModelParticulars? model, FieldErrors errors)
    {
        errors.Require(model is not null, "particulars", "field.required");
        if (model is null)
        {
            return;
        }

        ParticularsChecks.Lines(model.Hosts, "particulars.hosts", errors, (host, field) => errors.Text(field, host, 200));
        ParticularsChecks.Lines(model.FilingNumbers, "particulars.filingNumbers", errors, (number, field) => errors.Text(field, number, 200));
        errors.Text("particulars.whatLeaves", model.WhatLeaves, Longest, required: false);
        errors.Text("particulars.knowledgeBase", model.KnowledgeBase, Longest, required: false);
        errors.Text("particulars.knowledgeProvenance", model.KnowledgeProvenance, Longest, required: false);
        ManagementClasses.Number(errors, "particulars.promptLogMonths", model.PromptLogMonths, 1, 600, required: false);
        errors.Require(model.PromptLogMonths is null || model.PromptLogKept == true, "particulars.promptLogMonths", "technology.noLogNoMonths");
    }

    /// <summary>A deployment may ask more of itself, never less.</summary>
    private static void Check(Tightening? tightening, ClassRequirements table, FieldErrors errors)
    {
        if (IsNothing(tightening))
        {
            return;
        }

        ManagementClasses.Number(errors, "tightening.reviewMonths", tightening!.ReviewMonths, 1, 60, required: false);
        ManagementClasses.Number(errors, "tightening.blindFirstPercent", tightening.BlindFirstPercent, 0, 100, required: false);
        ManagementClasses.Number(errors, "tightening.samplingPercent", tightening.SamplingPercent, 0, 100, required: false);
        NotLess("tightening.reviewMonths", tightening.ReviewMonths <= table.ReviewMonths || tightening.ReviewMonths is null, table.ReviewMonths);
        NotLess("tightening.blindFirstPercent", tightening.BlindFirstPercent >= table.BlindFirstPercent || tightening.BlindFirstPercent is null, table.BlindFirstPercent);
        NotLess("tightening.samplingPercent", tightening.SamplingPercent >= table.SamplingPercent || tightening.SamplingPercent is null, table.SamplingPercent);
        errors.Text("tightening.reason", tightening.Reason, 500);

        void NotLess(string field, bool right, int asked) => errors.Require(right, field, "technology.onlyStricter", ("asked", ClauseParameter.TextOf((long)asked)!));
    }

    private static async Task<Found?> ReadAsync(HengjianDbContext db, Guid deploymentId, CancellationToken cancellationToken)
    {
        var row = await (
            from deployment in db.Set<Deployment>()
            where deployment.Id == deploymentId
            join technology in db.Set<Technology>() on deployment.TechnologyId equals technology.Id
            join version in db.Set<TechnologyVersion>() on deployment.TechnologyVersionId equals version.Id
            select new { deployment.Stage, technology.AiClass, technology.Origin, version }).FirstOrDefaultAsync(cancellationToken);
        return row is null
            ? null
            : new Found(row.Stage, row.AiClass, row.Origin, row.version, await db.Set<DeployedModel>().FirstOrDefaultAsync(m => m.DeploymentId == deploymentId, cancellationToken));
    }

    private sealed record Found(DeploymentStage Stage, AiClass AiClass, TechnologyOrigin? Origin, TechnologyVersion TechnologyVersion, DeployedModel? Model);
}
