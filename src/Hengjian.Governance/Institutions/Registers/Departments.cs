using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Institutions.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Institutions.Registers;

public sealed record DepartmentRequest
{
    public string? Name { get; init; }

    public DepartmentKind? Kind { get; init; }

    public string? Code { get; init; }

    /// <summary>Registered subjects that it practises; given whole at each change.</summary>
    public IReadOnlyList<RegisteredSubject>? Subjects { get; init; }

    /// <summary>Computer hardware; given whole at each change.</summary>
    public IReadOnlyList<HardwareItem>? Hardware { get; init; }
}

public sealed record DepartmentView(Guid Id, long Version, string Name, DepartmentKind Kind, string? Code)
{
    public IReadOnlyList<RegisteredSubject> Subjects { get; init; } = [];

    public IReadOnlyList<HardwareItem> Hardware { get; init; } = [];
}

/// <summary>The register of departments.</summary>
public sealed class Departments(IWriter writer, Database database)
{
    public Task<Outcome<Created>> RegisterAsync(DepartmentRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.RegisterAsync(
        context,
        "department.registered",
        scope => new Department { InstitutionId = scope.InstitutionId, Id = scope.NewId() },
        (department, scope, ct) => FillAsync(department, request, scope, ct),
        cancellationToken);

    public Task<Outcome<Changed>> ChangeAsync(Guid id, long version, DepartmentRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.ChangeAsync(
        db => db.Set<Department>().Where(d => d.Id == id),
        version,
        context,
        "department",
        "department.changed",
        (department, scope, ct) => FillAsync(department, request, scope, ct),
        cancellationToken);

    public async Task<Page<DepartmentView>> ListAsync(Caller caller, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var rows = await db.Set<Department>().OrderBy(d => d.Name).ThenBy(d => d.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new Page<DepartmentView>([.. rows.Select(View)], await db.Set<Department>().CountAsync(cancellationToken));
    }

    public async Task<DepartmentView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return await db.Set<Department>().FirstOrDefaultAsync(d => d.Id == id, cancellationToken) is { } row ? View(row) : null;
    }

    private static async Task<Refusal?> FillAsync(Department department, DepartmentRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        errors.Text("name", request.Name, 100);
        errors.Require(request.Kind is not null, "kind", "field.required");
        errors.Text("code", request.Code, 40, required: false);
        InstitutionChecks.Subjects(request.Subjects ?? [], errors);
        InstitutionChecks.Hardware(request.Hardware ?? [], errors);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var name = request.Name!.Trim();
        if (await scope.Db.Set<Department>().AnyAsync(d => d.Name == name && d.Id != department.Id, cancellationToken))
        {
            return new Invalid("name", "register.nameTaken");
        }

        department.Name = name;
        department.Kind = request.Kind!.Value;
        department.Code = request.Code;
        department.Subjects = InstitutionChecks.Clean(request.Subjects);
        department.Hardware = request.Hardware ?? [];
        return null;
    }

    private static DepartmentView View(Department d) => new(d.Id, d.Version, d.Name, d.Kind, d.Code) { Subjects = d.Subjects, Hardware = d.Hardware };
}
