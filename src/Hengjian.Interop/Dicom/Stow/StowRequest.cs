using System.Diagnostics.CodeAnalysis;
using Hengjian.Interop.Dicom.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Hengjian.Interop.Dicom.Stow;

/// <summary>Limits of a STOW-RS request.</summary>
public sealed record StowOptions
{
    /// <summary>Bytes of the whole request.</summary>
    public long MaxRequestBytes { get; init; } = 1L << 30;

    public int MaxParts { get; init; } = 1000;

    /// <summary>Parts longer than this wait on disk.</summary>
    public int MemoryThreshold { get; init; } = 1 << 20;

    /// <summary>Where they wait; it must be readable by this process alone. Files vanish when the request is disposed.</summary>
    public required string TemporaryFolder { get; init; }

    /// <summary>Limits of each object, its size included.</summary>
    public DicomReadOptions Read { get; init; } = DicomReadOptions.Default;
}

/// <summary>A request that cannot be taken as a whole; <see cref="Status"/> is the HTTP status to answer with (400, 413 or 415).</summary>
[SuppressMessage("Roslynator", "RCS1194", Justification = "Without a status the exception says nothing.")]
public sealed class StowRequestException(int status, string message, Exception? inner = null) : Exception(message, inner)
{
    public int Status => status;
}

/// <summary>
/// The body of a STOW-RS request (PS3.18 10.5): <c>multipart/related</c> with parts of <c>application/dicom</c> or
/// <c>application/dicom+json</c>, or one of these alone. It is taken in whole before anything is read, so a body cut short stores nothing.
/// </summary>
public sealed class StowRequest : IAsyncDisposable
{
    const string Part10 = "application/dicom";
    const string Json = "application/dicom+json";

    readonly List<(string MediaType, FileBufferingReadStream Content)> _parts = [];
    readonly StowOptions _options;
    long _received;

    StowRequest(StowOptions options) => _options = options;

    /// <summary>Takes the body in.</summary>
    /// <exception cref="StowRequestException">Another media type, a malformed or incomplete body, or one beyond the limits.</exception>
    public static async Task<StowRequest> ReceiveAsync(string? contentType, Stream body, StowOptions options, CancellationToken cancellation)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var mediaType))
            throw new StowRequestException(415, "No media type.");
        var request = new StowRequest(options);
        try
        {
            if (Accepted(mediaType.MediaType.Value) is { } single)
                await request.ReceivePartAsync(single, body, cancellation);
            else if (string.Equals(mediaType.MediaType.Value, "multipart/related", StringComparison.OrdinalIgnoreCase))
                await request.ReceiveMultipartAsync(mediaType, body, cancellation);
            else
                throw new StowRequestException(415, $"Media type {mediaType.MediaType}.");
        }
        catch (BadHttpRequestException refused)
        {
            await request.DisposeAsync();
            throw new StowRequestException(refused.StatusCode, "The server refused the body.", refused);
        }
        catch (Exception malformed) when (malformed is InvalidDataException or (IOException and not ConnectionResetException))
        {
            await request.DisposeAsync();
            throw new StowRequestException(400, "The body is malformed or incomplete.", malformed);
        }
        catch
        {
            await request.DisposeAsync();
            throw;
        }
        if (request._parts.Count > 0)
            return request;
        await request.DisposeAsync();
        throw new StowRequestException(400, "No object in the body.");
    }

    /// <summary>Takes in one file that somebody chose: a Part 10 file, or DICOM JSON, told apart by how it begins.</summary>
    /// <exception cref="StowRequestException">The file is empty or beyond the limits.</exception>
    public static async Task<StowRequest> ReceiveFileAsync(Stream file, StowOptions options, CancellationToken cancellation)
    {
        var request = await ReceiveAsync(Part10, file, options, cancellation);
        var (_, content) = request._parts[0];
        if (BeginsJson(content))
            request._parts[0] = (Json, content);
        return request;
    }

    /// <summary>The objects, read one at a time, in the order of the request; a JSON part may hold several.</summary>
    public IEnumerable<StowInstance> Instances()
    {
        foreach (var (mediaType, content) in _parts)
        {
            content.Position = 0;
            if (mediaType == Part10)
                yield return Read(content);
            else
            {
                foreach (var instance in ReadJson(content))
                    yield return instance;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, content) in _parts)
            await content.DisposeAsync();
        _parts.Clear();
    }

    async Task ReceiveMultipartAsync(MediaTypeHeaderValue mediaType, Stream body, CancellationToken cancellation)
    {
        var type = Parameter(mediaType, "type");
        var declared = type is null ? null : Accepted(type) ?? throw new StowRequestException(415, $"Parts of type {type}.");
        var boundary = HeaderUtilities.RemoveQuotes(mediaType.Boundary).Value;
        if (boundary is not { Length: > 0 and <= 200 })
            throw new StowRequestException(400, "No boundary, or one that is too long.");
        var reader = new MultipartReader(boundary, body);
        while (await reader.ReadNextSectionAsync(cancellation) is { } section)
        {
            if (_parts.Count >= _options.MaxParts)
                throw new StowRequestException(413, $"More than {_options.MaxParts} parts.");
            var ofPart =
                MediaTypeHeaderValue.TryParse(section.ContentType, out var stated) ? Accepted(stated.MediaType.Value)
                : section.ContentType is null ? declared
                : null;

            // Beside metadata in JSON, parts of other types are its bulk data, which is not kept; beside Part 10 files there is no place for them.
            if (ofPart is null && declared != Json)
                throw new StowRequestException(415, $"A part of type {section.ContentType}.");
            if (ofPart is null)
                await DrainAsync(section.Body, _options.MaxRequestBytes - _received, cancellation);
            else
                await ReceivePartAsync(ofPart, section.Body, cancellation);
        }
    }

    async Task ReceivePartAsync(string mediaType, Stream body, CancellationToken cancellation)
    {
        var limit = Math.Min(mediaType == Json ? _options.Read.MaxJsonBytes : _options.Read.MaxBytes, _options.MaxRequestBytes - _received);
        var part = new FileBufferingReadStream(body, _options.MemoryThreshold, bufferLimit: null, _options.TemporaryFolder);
        _parts.Add((mediaType, part));
        await DrainAsync(part, limit, cancellation);
    }

    async Task DrainAsync(Stream part, long limit, CancellationToken cancellation)
    {
        var chunk = new byte[1 << 16];
        while (await part.ReadAsync(chunk, cancellation) is > 0 and var read)
        {
            _received += read;
            limit -= read;
            if (limit < 0)
                throw new StowRequestException(413, "The body or a part of it is larger than allowed.");
        }
    }

    StowInstance Read(Stream content)
    {
        var instance = StowInstance.Read(Part10, content, () => DicomReader.Read(content, _options.Read));
        content.Position = 0;
        return instance;
    }

    IEnumerable<StowInstance> ReadJson(Stream content)
    {
        var (documents, error) = Split(content);
        return error is not null
            ? [new(null, error, Json, content)]
            : documents.Select(document =>
                StowInstance.Read(Json, new MemoryStream(document, writable: false), () => DicomJsonReader.ReadOne(document, _options.Read))
            );
    }

    (IReadOnlyList<byte[]> Documents, DicomFormatException? Error) Split(Stream content)
    {
        using var whole = new MemoryStream();
        content.CopyTo(whole);
        content.Position = 0;
        try
        {
            return (DicomJsonReader.Split(whole.ToArray(), _options.Read), null);
        }
        catch (DicomFormatException unreadable)
        {
            return ([], unreadable);
        }
    }

    /// <summary>True where the first character, after a byte order mark and white space, opens an object or an array.</summary>
    static bool BeginsJson(Stream content)
    {
        content.Position = 0;
        var head = new byte[132];
        var length = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (head.AsSpan(128).SequenceEqual("DICM"u8))
            return false;
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        var text = head.AsSpan(0, length);
        text = text.StartsWith(mark) ? text[3..] : text;
        return text.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];
    }

    static string? Accepted(string? mediaType) =>
        string.Equals(mediaType, Part10, StringComparison.OrdinalIgnoreCase) ? Part10
        : string.Equals(mediaType, Json, StringComparison.OrdinalIgnoreCase) ? Json
        : null;

    static string? Parameter(MediaTypeHeaderValue mediaType, string name) =>
        mediaType.Parameters.FirstOrDefault(parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found
            ? HeaderUtilities.RemoveQuotes(found.Value).Value
            : null;
}
