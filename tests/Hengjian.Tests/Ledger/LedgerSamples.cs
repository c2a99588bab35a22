using System.Text;
using Hengjian.Ledger;

namespace Hengjian.Tests.Ledger;

/// <summary>Records and contents made from a number, the same each time.</summary>
internal static class LedgerSamples
{
    internal const string Institution = "01890a5d-ac96-774b-bcce-b302099a8057";
    internal const long Start = 1_790_000_000_000_000;

    internal static byte[] Salt(int index) => LedgerHash.Sha256.Compute(Encoding.UTF8.GetBytes($"salt {index}")).ToArray();

    internal static byte[] Content(int index) =>
        CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes($$"""{"name":"病例 {{index}}","score":0.{{index + 1}},"states":["registered",null]}"""));

    internal static LedgerRecord Record(int index) => new()
    {
        Institution = Institution,
        Id = $"record-{index:d4}",
        RecordedAt = Start + (index * 1000L),
        Actor = new RecordActor(ActorKind.Device, $"device-{index % 3}", "user-7"),
        Action = "case.aiResultReceived",
        Subject = new RecordSubject("case", $"case-{index}", 2),
        RequestId = $"request-{index}",
        Pack = "R17@1",
        Parts =
        [
            new RecordPart("case", $"case-{index}", 2, PartOperation.Changed, Commitment.To(Content(index), Salt(index))),
            new RecordPart("draft", $"draft-{index}", 1, PartOperation.Erased, null),
        ],
    };
}
