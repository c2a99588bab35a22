using System.Text.Json.Nodes;

namespace Hengjian.Cli.Methods;

/// <summary>One method of the numeric engine as the command line offers it: a thin shell that reads, calls the engine, and names the result.</summary>
internal interface IMethod
{
    /// <summary>The name on the command line, such as <c>dea-scale</c>.</summary>
    string Name { get; }

    /// <summary>One English sentence for the help.</summary>
    string Summary { get; }

    /// <summary>Every option besides <c>--data</c>.</summary>
    IReadOnlyList<MethodOption> Options { get; }

    /// <summary>False for the methods that compute from options alone.</summary>
    bool ReadsData => true;

    /// <summary>What a missing value in a used column does to its row.</summary>
    MissingValues Missing => MissingValues.DropRow;

    /// <summary>Fewer complete rows than this are bad input.</summary>
    int MinimumRows => 1;

    /// <summary>The columns the method reads: those that the options name, unless the method reads more.</summary>
    IEnumerable<string> Columns(OptionValues options, IReadOnlyList<string> header) => options.NamedColumns();

    /// <summary>
    /// Computes the result: an object without <c>method</c> and <c>options</c>, which are added in front; so are <c>n</c> and
    /// <c>n_dropped</c> unless the object has them. A double that is not finite becomes null with a sibling <c>reason</c>.
    /// </summary>
    /// <exception cref="Hengjian.Methods.Common.BadInputException">Exit 2.</exception>
    /// <exception cref="Hengjian.Methods.Common.UndefinedResultException">Exit 1.</exception>
    JsonObject Run(MethodInput input);
}

/// <summary>What to do with a row that has a missing value (empty or <c>NA</c>) in a column the method reads.</summary>
internal enum MissingValues
{
    /// <summary>Leave the row out and count it in <c>n_dropped</c>.</summary>
    DropRow,

    /// <summary>Bad input.</summary>
    Refuse,
}

/// <summary>What a method runs on: the parsed options and the complete rows.</summary>
/// <param name="Options">The options with their defaults.</param>
/// <param name="Data">The rows in use; empty for a method that reads no data.</param>
/// <param name="Cancellation">To be watched by anything long.</param>
internal sealed record MethodInput(OptionValues Options, DataTable Data, CancellationToken Cancellation)
{
    /// <summary>The value of an option of the method.</summary>
    public T Get<T>(MethodOption<T> option) => Options.Get(option);
}
