namespace Hengjian.Interop.Dicom.Sr;

/// <summary>
/// Reads observers from the children of an item (TID 1001 and 1002). An observer type begins an observer; where it is left out, so does an
/// attribute of the other kind or one the observer has already.
/// </summary>
internal static class SrObserverReader
{
    public static IReadOnlyList<SrObserver> Read(SrContentItem item)
    {
        var observers = new List<SrObserver>();
        foreach (var child in item.Children)
        {
            if (child.Is(SrCodes.ObserverType) && child.Code is { } type)
                observers.Add(new() { IsDevice = type.Is(SrCodes.Device) });
            else if (child.Text is { } text && child.Concept is { } concept && Attribute(concept) is { } attribute)
                Apply(observers, attribute, text);
        }
        return observers;
    }

    static void Apply(List<SrObserver> observers, ObserverAttribute attribute, string text)
    {
        if (observers is not [.., var last] || last.IsDevice != attribute.OfDevice || attribute.Get(last) is not null)
            observers.Add(new() { IsDevice = attribute.OfDevice });
        observers[^1] = attribute.Set(observers[^1], text);
    }

    static ObserverAttribute? Attribute(CodedConcept concept) =>
        concept switch
        {
            _ when concept.Is(SrCodes.PersonObserverName) => new(false, observer => observer.Name, (observer, text) => observer with { Name = text }),
            _ when concept.Is(SrCodes.PersonObserverOrganization) => new(
                false,
                observer => observer.Organization,
                (observer, text) => observer with { Organization = text }
            ),
            _ when concept.Is(SrCodes.DeviceObserverUid) => new(
                true,
                observer => observer.DeviceUid,
                (observer, text) => observer with { DeviceUid = text }
            ),
            _ when concept.Is(SrCodes.DeviceObserverName) => new(true, observer => observer.Name, (observer, text) => observer with { Name = text }),
            _ when concept.Is(SrCodes.DeviceObserverManufacturer) => new(
                true,
                observer => observer.Manufacturer,
                (observer, text) => observer with { Manufacturer = text }
            ),
            _ when concept.Is(SrCodes.DeviceObserverModel) => new(
                true,
                observer => observer.ModelName,
                (observer, text) => observer with { ModelName = text }
            ),
            _ when concept.Is(SrCodes.DeviceObserverSerial) => new(
                true,
                observer => observer.SerialNumber,
                (observer, text) => observer with { SerialNumber = text }
            ),
            _ => null,
        };

    sealed record ObserverAttribute(bool OfDevice, Func<SrObserver, string?> Get, Func<SrObserver, string, SrObserver> Set);
}
