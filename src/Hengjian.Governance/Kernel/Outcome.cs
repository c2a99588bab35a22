using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Kernel;

/// <summary>What a use case answers: a value, or a refusal that the caller can meet. An exception is never used for a refusal.</summary>
/// <typeparam name="T">The answer when the use case is carried out; it must survive a JSON round trip, because idempotent replays answer the stored one.</typeparam>
public readonly record struct Outcome<T>
{
    private Outcome(T? value, Refusal? refusal)
    {
        Value = value;
        Refusal = refusal;
    }

    /// <summary>The answer; null when refused.</summary>
    public T? Value { get; }

    /// <summary>Why not; null when carried out.</summary>
    public Refusal? Refusal { get; }

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}

/// <summary>Why a request is not carried out, with what a person needs to mend it.</summary>
public abstract record Refusal
{
    /// <summary>True when what happened before the refusal must be kept (a shadow result, a failed sign-in): the transaction commits.</summary>
    public bool KeepsChanges { get; init; }
}

/// <summary>The thing does not exist for this caller: absent, outside the caller's scope, or another institution's (404).</summary>
public sealed record NotFound(string Kind) : Refusal;

/// <summary>The caller's roles lack the permission, or a signing secret is wrong (403). <paramref name="Code"/> is a message code.</summary>
public sealed record Forbidden(string Code) : Refusal;

/// <summary>Readable, but wrong in these fields (422).</summary>
public sealed record Invalid(IReadOnlyList<FieldError> Errors) : Refusal
{
    public Invalid(string field, string code, params (string Name, string Value)[] arguments)
        : this([new FieldError(field, code, arguments.ToDictionary(a => a.Name, a => a.Value))])
    {
    }
}

/// <summary>One field that is wrong: which, why (a message code with its arguments), and whether an authorised user may override with a reason.</summary>
public sealed record FieldError(string Field, string Code, IReadOnlyDictionary<string, string> Arguments, bool Overridable = false);

/// <summary>The role is there but rules refuse (409): the decisions say which clause and what is missing.</summary>
public sealed record RuleRefused(IReadOnlyList<Decision> Decisions) : Refusal;

/// <summary>The state of the thing does not allow the act, or an idempotency key conflicts (409). <paramref name="Code"/> is a message code.</summary>
public sealed record Conflict(string Code, IReadOnlyDictionary<string, string>? Arguments = null) : Refusal;

/// <summary>Changed meanwhile (412): the version asked for and the one that is stored.</summary>
public sealed record Stale(long Asked, long Stored) : Refusal;

/// <summary>Collects field errors while a request is checked, so that all are answered together.</summary>
public sealed class FieldErrors
{
    private readonly List<FieldError> _errors = [];

    public bool Any => _errors.Count > 0;

    public void Add(string field, string code, params (string Name, string Value)[] arguments) =>
        _errors.Add(new FieldError(field, code, arguments.ToDictionary(a => a.Name, a => a.Value)));

    public void Add(FieldError error) => _errors.Add(error);

    public void Require(bool condition, string field, string code, params (string Name, string Value)[] arguments)
    {
        if (!condition)
        {
            Add(field, code, arguments);
        }
    }

    public Invalid ToRefusal() => new([.. _errors]);
}
