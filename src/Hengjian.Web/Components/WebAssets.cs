using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Hengjian.Web.Access;
using Microsoft.Net.Http.Headers;

namespace Hengjian.Web.Components;

/// <summary>
/// The files of wwwroot, embedded in the assembly and served under one content hash: <c>/assets/{hash}/path</c> never changes, so a browser keeps it for a year.
/// The parts in <c>css/</c> are joined in the order of their names into one <c>hengjian.css</c>.
/// In development the files are read from the project folder at each request, so that a change shows without a build.
/// </summary>
internal sealed class WebAssets
{
    public const string StyleSheet = "hengjian.css";
    const string Prefix = "wwwroot/";

    readonly string? _folder;
    readonly Lazy<Set> _embedded = new(() => new Set(ReadEmbedded()));

    public WebAssets(IWebHostEnvironment environment)
    {
        var folder = Path.Combine(environment.ContentRootPath, "wwwroot");
        if (environment.IsDevelopment() && File.Exists(Path.Combine(folder, "css", "10-base.css")))
            _folder = folder;
    }

    /// <summary>The address of a file, such as <c>js/app.js</c>; throws for a name that does not exist.</summary>
    public string Url(string path)
    {
        var set = Current();
        return set.Files.ContainsKey(path)
            ? $"/assets/{set.Hash}/{path}"
            : throw new ArgumentException($"There is no asset {path}.", nameof(path));
    }

    /// <summary>The style sheet as text, for documents that must stand alone.</summary>
    public string StyleText() => Encoding.UTF8.GetString(Current().Files[StyleSheet].For("").Bytes);

    public void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/assets/{hash}/{**path}", [HttpMethods.Get, HttpMethods.Head], Serve).IsPublic().ExcludeFromDescription();

    Set Current() => _folder is null ? _embedded.Value : new Set(ReadFolder(_folder));

    IResult Serve(HttpContext context, string hash, string path)
    {
        var set = Current();
        if (!set.Files.TryGetValue(path, out var file))
            return Results.NotFound();
        var headers = context.Response.Headers;
        headers.CacheControl = hash == set.Hash ? "public, max-age=31536000, immutable" : "no-cache";
        headers.XContentTypeOptions = "nosniff";
        headers.Vary = HeaderNames.AcceptEncoding;
        var accepted = context.Request.Headers.AcceptEncoding.ToString();
        var (bytes, encoding) = file.For(accepted);
        if (encoding is not null)
            headers.ContentEncoding = encoding;
        return Results.Bytes(bytes, file.ContentType, entityTag: new EntityTagHeaderValue($"\"{set.Hash}{encoding}\""));
    }

    static IEnumerable<(string Path, byte[] Bytes)> ReadEmbedded()
    {
        var assembly = typeof(WebAssets).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => (name[Prefix.Length..].Replace('\\', '/'), ReadAll(assembly, name)));
    }

    static byte[] ReadAll(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    static IEnumerable<(string Path, byte[] Bytes)> ReadFolder(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => (Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes(file)));

    sealed class Set
    {
        public Set(IEnumerable<(string Path, byte[] Bytes)> files)
        {
            var ordered = files.OrderBy(f => f.Path, StringComparer.Ordinal).ToList();
            var css = ordered.Where(f => f.Path.StartsWith("css/", StringComparison.Ordinal)).SelectMany(f => f.Bytes).ToArray();
            ordered.RemoveAll(f => f.Path.StartsWith("css/", StringComparison.Ordinal));
            ordered.Add((StyleSheet, css));
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var (path, bytes) in ordered)
            {
                hash.AppendData(Encoding.UTF8.GetBytes(path));
                hash.AppendData(bytes);
            }
            Hash = Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
            Files = ordered.ToFrozenDictionary(f => f.Path, f => new Asset(f.Path, f.Bytes), StringComparer.Ordinal);
        }

        public string Hash { get; }

        public FrozenDictionary<string, Asset> Files { get; }
    }

    sealed class Asset(string path, byte[] bytes)
    {
        readonly Lazy<byte[]> _brotli = new(() => Compress(bytes, s => new BrotliStream(s, CompressionLevel.SmallestSize)));
        readonly Lazy<byte[]> _gzip = new(() => Compress(bytes, s => new GZipStream(s, CompressionLevel.SmallestSize)));

        public string ContentType { get; } = Path.GetExtension(path) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            ".json" => "application/json; charset=utf-8",
            _ => "application/octet-stream",
        };

        /// <summary>The bytes to send and their encoding (null when plain) for an Accept-Encoding header.</summary>
        public (byte[] Bytes, string? Encoding) For(string accepted) =>
            accepted.Contains("br", StringComparison.Ordinal) ? (_brotli.Value, "br")
            : accepted.Contains("gzip", StringComparison.Ordinal) ? (_gzip.Value, "gzip")
            : (bytes, null);

        static byte[] Compress(byte[] plain, Func<Stream, Stream> open)
        {
            using var packed = new MemoryStream();
            using (var stream = open(packed))
                stream.Write(plain);
            return packed.ToArray();
        }
    }
}
