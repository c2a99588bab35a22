namespace Hengjian.Interop.Dicom;

/// <summary>A data set or an item of a sequence: elements in ascending order of tags, each tag at most once.</summary>
public sealed class DicomDataset
{
    readonly List<DicomElement> _elements = [];

    /// <summary>All elements, ascending.</summary>
    public IReadOnlyList<DicomElement> Elements => _elements;

    /// <summary>The element, or null where absent.</summary>
    public DicomElement? Find(DicomTag tag)
    {
        var index = IndexOf(tag);
        return index >= 0 ? _elements[index] : null;
    }

    /// <summary>The text values; empty where the element is absent, empty or not text.</summary>
    public IReadOnlyList<string> Texts(DicomTag tag) => Find(tag)?.Texts ?? [];

    /// <summary>The first text value, or null where it is absent or blank.</summary>
    public string? Text(DicomTag tag) => Texts(tag) is [var first, ..] && !string.IsNullOrWhiteSpace(first) ? first : null;

    /// <summary>The items of a sequence; empty where absent.</summary>
    public IReadOnlyList<DicomDataset> Items(DicomTag tag) => Find(tag)?.Items ?? [];

    /// <summary>The first item of a sequence, or null.</summary>
    public DicomDataset? Item(DicomTag tag) => Items(tag) is [var first, ..] ? first : null;

    /// <summary>The numbers of an element; empty where absent.</summary>
    public IReadOnlyList<double> Numbers(DicomTag tag) => Find(tag)?.Numbers() ?? [];

    /// <summary>The first person name of an element, or null where it is absent or blank.</summary>
    public DicomPersonName? PersonName(DicomTag tag) => Text(tag) is { } text ? DicomPersonName.Parse(text) : null;

    /// <summary>Appends an element; <see cref="Seal"/> must follow before anything is looked up.</summary>
    internal void Add(DicomElement element) => _elements.Add(element);

    /// <summary>Puts the elements in order, once, and returns the first one whose tag another has too, or null.</summary>
    internal DicomElement? Seal()
    {
        var ordered = true;
        for (var i = 1; i < _elements.Count && ordered; i++)
            ordered = _elements[i - 1].Tag < _elements[i].Tag;
        if (ordered)
            return null;
        _elements.Sort((left, right) => left.Tag.CompareTo(right.Tag));
        for (var i = 1; i < _elements.Count; i++)
        {
            if (_elements[i - 1].Tag == _elements[i].Tag)
                return _elements[i];
        }
        return null;
    }

    int IndexOf(DicomTag tag)
    {
        var (low, high) = (0, _elements.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = _elements[middle].Tag.CompareTo(tag);
            if (order == 0)
                return middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return ~low;
    }
}
