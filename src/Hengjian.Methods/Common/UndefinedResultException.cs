namespace Hengjian.Methods.Common;

/// <summary>The input is well formed, but the quantity asked for does not exist on it: one class only, zero variance.</summary>
public sealed class UndefinedResultException : Exception
{
    /// <summary>States why the result does not exist.</summary>
    /// <param name="reason">A short English phrase.</param>
    public UndefinedResultException(string reason)
        : base(reason)
    {
    }
}
