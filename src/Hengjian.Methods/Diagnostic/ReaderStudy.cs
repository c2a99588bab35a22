using Hengjian.Methods.Common;

namespace Hengjian.Methods.Diagnostic;

/// <summary>One rating of a reader study: how sure a reader was, with one modality, that a case has the condition.</summary>
/// <param name="Reader">Name of the reader.</param>
/// <param name="Modality">Name of the modality, such as unaided or with AI.</param>
/// <param name="Case">Name of the case.</param>
/// <param name="Truth">Whether the case has the condition; the same in all its ratings.</param>
/// <param name="Value">The rating, finite; higher speaks for the condition.</param>
public readonly record struct ReaderRating(string Reader, string Modality, string Case, bool Truth, double Value);

/// <summary>A fully crossed study: every reader rated every case with every modality, once.</summary>
public sealed class ReaderStudy
{
    readonly double[][] ratings;

    ReaderStudy(string[] modalities, string[] readers, bool[] truth, double[][] ratings)
    {
        Modalities = modalities;
        Readers = readers;
        Truth = truth;
        this.ratings = ratings;
    }

    /// <summary>In order of first appearance.</summary>
    public IReadOnlyList<string> Modalities { get; }

    /// <summary>In order of first appearance.</summary>
    public IReadOnlyList<string> Readers { get; }

    /// <summary>One a case.</summary>
    internal bool[] Truth { get; }

    /// <summary>The ratings of all cases by one reader with one modality.</summary>
    internal double[] Ratings(int modality, int reader) => ratings[modality * Readers.Count + reader];

    /// <summary>Arranges ratings that may come in any order.</summary>
    /// <exception cref="BadInputException">
    /// Fewer than two modalities or readers, a rating that is missing, doubled or not finite, or a case with two truths. Its column, where it
    /// has one, is the name of a property of <see cref="ReaderRating"/>.
    /// </exception>
    public static ReaderStudy Of(IReadOnlyList<ReaderRating> ratings)
    {
        var modalities = new Numbering();
        var readers = new Numbering();
        var cases = new Numbering();
        var truth = new List<bool>();
        for (var i = 0; i < ratings.Count; i++)
        {
            var rating = ratings[i];
            modalities.Add(rating.Modality);
            readers.Add(rating.Reader);
            var number = cases.Add(rating.Case);
            if (number == truth.Count)
                truth.Add(rating.Truth);
            else if (truth[number] != rating.Truth)
                throw new BadInputException($"case \"{rating.Case}\" has another truth in an earlier row", i + 1, nameof(ReaderRating.Truth));
            if (!double.IsFinite(rating.Value))
                throw new BadInputException("a rating must be a finite number", i + 1, nameof(ReaderRating.Value));
        }
        if (modalities.Count < 2)
            throw new BadInputException("a comparison needs at least two modalities");
        if (readers.Count < 2)
            throw new BadInputException("the readers' variance needs at least two readers");

        var cells = new double[modalities.Count * readers.Count][];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = new double[cases.Count];
            cells[i].AsSpan().Fill(double.NaN);
        }
        for (var i = 0; i < ratings.Count; i++)
        {
            var rating = ratings[i];
            var cell = cells[modalities.Add(rating.Modality) * readers.Count + readers.Add(rating.Reader)];
            ref var place = ref cell[cases.Add(rating.Case)];
            if (!double.IsNaN(place))
                throw new BadInputException($"duplicate rating of {Cell(rating.Reader, rating.Modality, rating.Case)}", i + 1, nameof(ReaderRating.Case));
            place = rating.Value;
        }
        for (var i = 0; i < cells.Length; i++)
        {
            var gap = Array.FindIndex(cells[i], double.IsNaN);
            if (gap >= 0)
            {
                throw new BadInputException(
                    "the study is not fully crossed, there is no rating of "
                    + Cell(readers.Names[i % readers.Count], modalities.Names[i / readers.Count], cases.Names[gap]));
            }
        }
        return new ReaderStudy([.. modalities.Names], [.. readers.Names], [.. truth], cells);
    }

    static string Cell(string reader, string modality, string @case) => $"reader \"{reader}\", modality \"{modality}\", case \"{@case}\"";

    /// <summary>Numbers names from 0 in order of first appearance.</summary>
    sealed class Numbering
    {
        readonly Dictionary<string, int> numbers = [];

        public List<string> Names { get; } = [];

        public int Count => Names.Count;

        public int Add(string name)
        {
            if (numbers.TryGetValue(name, out var number))
                return number;
            numbers.Add(name, Names.Count);
            Names.Add(name);
            return Names.Count - 1;
        }
    }
}
