using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hengjian.Ledger;

namespace Hengjian.Tests.Ledger;

public sealed class SigningTests : IDisposable
{
    private const long Now = LedgerSamples.Start;

    // Curve P-384: a key that must not pass for one of the suite.
    private const string OtherCurve = "1.3.132.0.34";

    private static readonly Digest Root = LedgerHash.Sha256.Leaf("root"u8);

    private readonly ISigningKey key = SignatureSuites.Default.OpenKey(SignatureSuites.Default.GenerateKey());
    private readonly string folder = Directory.CreateTempSubdirectory("hengjian-ledger-").FullName;

    private SignedTreeHead Head => SignedTreeHead.Sign(key, LedgerSamples.Institution, 42, Root, Now);

    private PublicKeyRecord LogKey => PublicKeyRecord.For(key, KeyPurpose.Log, LedgerSamples.Institution, LedgerSamples.Institution, Now);

    private PublicKeyRecord PersonKey => PublicKeyRecord.For(key, KeyPurpose.Person, LedgerSamples.Institution, "user-7", Now);

    private SignedAct Act => SignedAct.Sign(key, LedgerSamples.Institution, "user-7", Now, Encoding.UTF8.GetBytes("""{"label":"阳性","pack":"R17@1"}"""));

    public void Dispose()
    {
        key.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Suites_ByName_AreFoundOrNot()
    {
        SignatureSuites.Find("sha256-p256").ShouldBeSameAs(SignatureSuites.Default);
        SignatureSuites.Find("sha1-rsa").ShouldBeNull();
    }

    [Fact]
    public void OpenKey_OnAnotherCurve_IsRefused()
    {
        using var other = ECDsa.Create(ECCurve.CreateFromValue(OtherCurve));
        var pkcs8 = other.ExportPkcs8PrivateKey();
        Should.Throw<CryptographicException>(() => SignatureSuites.Default.OpenKey(pkcs8));
    }

    [Fact]
    public void Verify_UnderAKeyOnAnotherCurve_IsFalse()
    {
        using var other = ECDsa.Create(ECCurve.CreateFromValue(OtherCurve));
        var signature = other.SignData("data"u8, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        SignatureSuites.Default.Verify(other.ExportSubjectPublicKeyInfo(), "data"u8, signature).ShouldBeFalse();
    }

    [Fact]
    public void OpenKey_OfAnExportedKey_IsTheSameKey()
    {
        var pkcs8 = SignatureSuites.Default.GenerateKey();
        using var first = SignatureSuites.Default.OpenKey(pkcs8);
        using var second = SignatureSuites.Default.OpenKey(pkcs8);
        SignatureSuites.Default.Verify(second.Spki.Span, "data"u8, first.Sign("data"u8)).ShouldBeTrue();
    }

    [Fact]
    public void KeyId_OfAKey_IsTheSha256OfItsSpki() => LogKey.KeyId.ToArray().ShouldBe(SHA256.HashData(key.Spki.Span));

    [Fact]
    public void Key_Encoded_ReadsBack() => PublicKeyRecord.Parse((LogKey with { RevokedAt = Now + 1 }).Encode()).ShouldBe(LogKey with { RevokedAt = Now + 1 });

    [Fact]
    public void Key_WithAnotherKeysId_IsRefused()
    {
        var json = JsonNode.Parse(LogKey.Encode())!;
        json["keyId"] = Root.ToString();
        Should.Throw<LedgerFormatException>(() => PublicKeyRecord.Parse(CanonicalJson.Serialize(json))).Member.ShouldBe("keyId");
    }

    [Fact]
    public void Head_SignedBytes_AreTheMembersWithoutTheSignature() =>
        Encoding.UTF8.GetString(Head.SignedBytes()).ShouldBe($$$"""
            {"format":"hengjian-tree-head/1","instant":1790000000000000,"institution":"{{{LedgerSamples.Institution}}}",
            "keyId":"{{{LogKey.KeyId}}}","root":"{{{Root}}}","size":42,"suite":"sha256-p256"}
            """.ReplaceLineEndings(string.Empty));

    [Fact]
    public void Head_Signed_VerifiesAndReadsBack()
    {
        var head = Head;
        head.Verify(LogKey).ShouldBe(SignatureStatus.Valid);
        SignedTreeHead.Parse(head.Encode()).ShouldBe(head);
    }

    [Fact]
    public void Head_AnyMemberChanged_NoLongerVerifies()
    {
        var head = Head;
        SignedTreeHead[] changed =
        [
            head with { Size = 41 }, head with { Root = LedgerHash.Sha256.Empty }, head with { Instant = Now + 1 },
            head with { Institution = "another" }, head with { Suite = "sm3-sm2" }, head with { KeyId = Root }, head with { Signature = "not base64" },
            head with { Size = -1 },
        ];
        foreach (var each in changed)
            each.Verify(LogKey).ShouldNotBe(SignatureStatus.Valid, each.ToString());
    }

    [Fact]
    public void Head_AnyByteOfTheSignatureChanged_NoLongerVerifies()
    {
        var head = Head;
        var signature = Convert.FromBase64String(head.Signature);
        for (var i = 0; i < signature.Length; i++)
        {
            var copy = (byte[])signature.Clone();
            copy[i] ^= 1;
            (head with { Signature = Convert.ToBase64String(copy) }).Verify(LogKey).ShouldBe(SignatureStatus.BadSignature);
        }
    }

    [Fact]
    public void Head_ByAPersonsKey_IsNotAccepted() => Head.Verify(PersonKey).ShouldBe(SignatureStatus.WrongKey);

    [Fact]
    public void Head_AfterRevocationOfTheKey_IsNotAccepted()
    {
        Head.Verify(LogKey with { RevokedAt = Now }).ShouldBe(SignatureStatus.Revoked);
        Head.Verify(LogKey with { RevokedAt = Now + 1 }).ShouldBe(SignatureStatus.Valid);
    }

    [Fact]
    public void Head_Signed_IsAcceptedByOpenssl()
    {
        var head = Head;
        Openssl(head.SignedBytes(), head.Signature).ShouldContain("Verified OK");
    }

    [Fact]
    public void Head_Changed_IsRejectedByOpenssl()
    {
        var head = Head;
        Openssl((head with { Size = 43 }).SignedBytes(), head.Signature).ShouldNotContain("Verified OK");
    }

    [Fact]
    public void Act_Signed_VerifiesByThePublicKeyRecordAloneAndReadsBack()
    {
        var act = Act;
        var read = SignedAct.Parse(act.Encode());
        read.ShouldBe(act);
        read.Verify(PublicKeyRecord.Parse(PersonKey.Encode())).ShouldBe(SignatureStatus.Valid);
    }

    [Fact]
    public void Act_AnyMemberChanged_NoLongerVerifies()
    {
        var act = Act;
        SignedAct[] changed =
        [
            act with { Act = act.Act.Replace("阳", "阴") }, act with { Instant = Now + 1 }, act with { Signer = "user-8" },
            act with { Institution = "another" }, act with { Suite = "sm3-sm2" }, act with { KeyId = Root },
        ];
        foreach (var each in changed)
            each.Verify(PersonKey).ShouldNotBe(SignatureStatus.Valid, each.ToString());
    }

    [Fact]
    public void Act_UnderTheKeyOfAnotherPerson_IsNotAccepted() => Act.Verify(PersonKey with { Holder = "user-8" }).ShouldBe(SignatureStatus.WrongKey);

    [Fact]
    public void Act_ThatIsNotCanonical_IsNotSigned() =>
        Should.Throw<LedgerFormatException>(() => SignedAct.Sign(key, "i", "u", Now, Encoding.UTF8.GetBytes("""{"b":1,"a":2}"""))).Member.ShouldBe("act");

    [Fact]
    public void Act_SignatureOfAHead_IsNoSignatureOfAnAct() =>
        (Act with { Signature = Head.Signature }).Verify(PersonKey).ShouldBe(SignatureStatus.BadSignature);

    private string Openssl(byte[] data, string signature)
    {
        File.WriteAllText(Path.Combine(folder, "key.pem"), PemEncoding.WriteString("PUBLIC KEY", key.Spki.Span));
        File.WriteAllBytes(Path.Combine(folder, "signature"), Convert.FromBase64String(signature));
        File.WriteAllBytes(Path.Combine(folder, "data"), data);
        var start = new ProcessStartInfo("openssl", ["dgst", "-sha256", "-verify", "key.pem", "-signature", "signature", "data"])
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return output;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("openssl is not installed");
            return string.Empty;
        }
    }
}
