using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sandbox.Graph.OData;

/// <summary>Writes JSON in OData's form.</summary>
internal static class JsonAnswer
{
    private const string ContentType = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

    /// <summary>Written to the client as soon as there is so much of it, so that a large page is never held as a whole.</summary>
    private const int FlushAt = 32 * 1024;

    /// <summary>An answer is JSON and nothing else (nosniff), so names keep their letters.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static readonly JsonEncodedText Context = JsonEncodedText.Encode("@odata.context", JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
    public static readonly JsonEncodedText Count = JsonEncodedText.Encode("@odata.count", JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
    public static readonly JsonEncodedText NextLink = JsonEncodedText.Encode("@odata.nextLink", JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
    public static readonly JsonEncodedText Type = JsonEncodedText.Encode("@odata.type", JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
    public static readonly JsonEncodedText Value = JsonEncodedText.Encode("value");

    /// <summary>Answers 200. When writing fails, nothing of what has not been sent yet goes out, so that an error can be answered instead.</summary>
    public static async Task WriteAsync(GraphCall call, Func<Utf8JsonWriter, Task> write)
    {
        // Not disposed on failure: that would send the half that is written.
        var json = new Utf8JsonWriter(call.Http.Response.Body, Options);
        call.Http.Response.ContentType = ContentType;
        call.Http.Response.Headers["OData-Version"] = "4.0";
        json.WriteStartObject();
        await write(json);
        json.WriteEndObject();
        await json.FlushAsync(call.Aborted);
        await json.DisposeAsync();
    }

    public static Task WriteAsync(GraphCall call, Action<Utf8JsonWriter> write) => WriteAsync(call, json =>
    {
        write(json);
        return Task.CompletedTask;
    });

    /// <summary>Answers 201 with a new object, and says where it is.</summary>
    public static Task WriteCreatedAsync(GraphCall call, string path, Action<Utf8JsonWriter> write)
    {
        call.Http.Response.StatusCode = StatusCodes.Status201Created;
        call.Http.Response.Headers.Location = call.Root + path;
        return WriteAsync(call, write);
    }

    /// <summary>Answers 204: it is done, and there is nothing to say.</summary>
    public static Task WriteNothing(GraphCall call)
    {
        call.Http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>Sends what has piled up, if it is much.</summary>
    public static Task RelieveAsync(Utf8JsonWriter json, CancellationToken cancellationToken) =>
        json.BytesPending >= FlushAt ? json.FlushAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>Writes a resource's properties; those beyond <paramref name="detail"/> as <c>null</c>.</summary>
    public static void WriteProperties<TRow>(Utf8JsonWriter json, TRow row, IReadOnlyList<Property<TRow>> properties, Detail detail)
    {
        foreach (var property in properties)
        {
            json.WritePropertyName(property.EncodedName);
            if (property.Detail <= detail)
            {
                property.Write(json, row);
            }
            else
            {
                json.WriteNullValue();
            }
        }
    }
}
