using System.Globalization;
using Hengjian.Governance.Devices.Contracts;
using Hengjian.Governance.Devices.Domain;
using Hengjian.Governance.Kernel;

namespace Hengjian.Governance.Devices.EquipmentRegister;

/// <summary>What a record of equipment and of its upkeep must look like before any rule reads it.</summary>
internal static class EquipmentChecks
{
    private const int LongestInterval = 240;
    private const int MostBreaks = 200;

    public static void Check(EquipmentRequest request, DateOnly today, FieldErrors errors)
    {
        errors.Text("name", request.Name, 200);
        errors.Require(request.Kind is not null, "kind", "field.required");
        errors.Require(request.Kind is not EquipmentKind.Acquisition || request.Acquires is { Count: > 0 }, "acquires", "field.required");
        errors.Text("location", request.Location, 200, required: false);
        errors.Text("manufacturer", request.Manufacturer, 200);
        errors.Text("model", request.Model, 100, required: false);
        errors.Text("serial", request.Serial, 100, required: false);
        errors.Text("supplier", request.Supplier, 200, required: false);
        errors.Text("invoice", request.Invoice, 100, required: false);
        errors.Text("deliveryDocument", request.DeliveryDocument, 200, required: false);
        errors.Text("acceptanceDocument", request.AcceptanceDocument, 200, required: false);
        errors.PastDay("deliveredOn", request.DeliveredOn, today);
        errors.PastDay("acceptedOn", request.AcceptedOn, today);
        errors.InOrder("acceptedOn", request.DeliveredOn, request.AcceptedOn);
        CheckMonths("verificationMonths", request.VerificationMonths, errors);
        CheckMonths("testingMonths", request.TestingMonths, errors);
        CheckMonths("maintenanceMonths", request.MaintenanceMonths, errors);
        errors.PastDay("retiredOn", request.RetiredOn, today);
        errors.InOrder("retiredOn", request.AcceptedOn, request.RetiredOn);
        errors.Text("retirementReason", request.RetirementReason, 500, required: request.RetiredOn is not null);
        CheckBreaks(request.Breaks ?? [], today, errors);
    }

    public static void Check(UpkeepRequest request, Equipment equipment, DateOnly today, FieldErrors errors)
    {
        errors.Require(request.Kind is not null, "kind", "field.required");
        errors.Require(request.Kind is not { } kind || equipment.MonthsOf(kind) is not null, "kind", "device.upkeepNotApplicable");
        errors.Require(request.DoneOn is not null, "doneOn", "field.required");
        errors.PastDay("doneOn", request.DoneOn, today);
        errors.Text("doneBy", request.DoneBy, 200);
        errors.Text("document", request.Document, 100);
        errors.Require(request.Result is not null, "result", "field.required");
        errors.Require(request.Result is not UpkeepResult.Failed || request.DueOn is null, "dueOn", "device.failedHasNoDue");
        errors.AnyDay("dueOn", request.DueOn);
        errors.InOrder("dueOn", request.DoneOn, request.DueOn);
        errors.Text("note", request.Note, 500, required: false);
    }

    private static void CheckMonths(string field, int? months, FieldErrors errors) =>
        errors.Require(months is null or (>= 1 and <= LongestInterval), field, "field.outOfRange", ("from", "1"), ("to", LongestInterval.ToString(CultureInfo.InvariantCulture)));

    private static void CheckBreaks(IReadOnlyList<ServiceBreakInput> breaks, DateOnly today, FieldErrors errors)
    {
        errors.Require(breaks.Count <= MostBreaks, "breaks", "field.tooMany");
        for (var i = 0; i < Math.Min(breaks.Count, MostBreaks); i++)
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"breaks[{i}]");
            if (!errors.Item(field, breaks[i]))
            {
                return;
            }

            errors.Require(breaks[i].From is not null, field + ".from", "field.required");
            errors.PastDay(field + ".from", breaks[i].From, today);
            errors.AnyDay(field + ".to", breaks[i].To);
            errors.InOrder(field + ".to", breaks[i].From, breaks[i].To);
            errors.Text(field + ".reason", breaks[i].Reason, 500);
        }

        var ordered = breaks.Where(b => b?.From is not null).OrderBy(b => b.From).ToList();
        errors.Require(!ordered.Zip(ordered.Skip(1)).Any(p => p.First.To is null || p.First.To >= p.Second.From), "breaks", "device.breaksOverlap");
    }
}
