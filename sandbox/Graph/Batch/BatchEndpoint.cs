using System.Text.Json;
using Microsoft.Net.Http.Headers;
using Sandbox.Graph.Errors;
using Sandbox.Graph.OData;
using Sandbox.Graph.Writing;
using Sandbox.Wire;

namespace Sandbox.Graph.Batch;

/// <summary>Up to twenty requests in one. None waits for another, but for those that say what they depend on.</summary>
internal sealed class BatchEndpoint(BatchDispatcher dispatcher)
{
    public const string Path = "/$batch";

    public void Map(GraphRoutes routes) => routes.Post(Path, HandleAsync);

    /// <summary>What answers to a method.</summary>
    public GraphHandler Find(string method) =>
        HttpMethods.IsPost(method) ? HandleAsync : throw GraphErrors.MethodNotAllowed(HttpMethods.Post);

    private async Task HandleAsync(GraphCall call)
    {
        using var payload = await ReadAsync(call);
        var steps = BatchReader.Read(payload.RootElement);
        Note(call, steps);
        var answers = new Dictionary<string, Task<BatchAnswer>>(StringComparer.OrdinalIgnoreCase);
        foreach (var step in steps)
        {
            answers[step.Id] = AnswerAsync(call, step, [.. step.DependsOn.Select(id => answers[id])]);
        }

        await Task.WhenAll(answers.Values);
        await JsonAnswer.WriteAsync(call, json =>
        {
            json.WriteStartArray("responses");
            foreach (var step in steps)
            {
                Write(json, answers[step.Id].Result);
            }

            json.WriteEndArray();
        });
    }

    private static async Task<JsonDocument> ReadAsync(GraphCall call)
    {
        JsonDocument? body = null;
        try
        {
            body = await JsonDocument.ParseAsync(call.Http.Request.Body, cancellationToken: call.Aborted);

            // Before the first step runs, because the answers of all steps are one.
            GraphBody.Check(body.RootElement);
            return body;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            body?.Dispose();

            throw GraphErrors.BadRequest("Invalid batch payload format: the body is not JSON.");
        }
    }

    // Without the bodies of the requests, which can hold the password of a new user.
    private static void Note(GraphCall call, IReadOnlyList<BatchStep> steps)
    {
        if (call.Http.Features.Get<ExchangeNotes>() is { } notes)
        {
            notes.Batch = [.. steps.Select(step => WireParameters.OfBatch(step.Id, step.Method, step.Path + step.Query))];
        }
    }

    private async Task<BatchAnswer> AnswerAsync(GraphCall call, BatchStep step, Task<BatchAnswer>[] before)
    {
        var failed = (await Task.WhenAll(before)).FirstOrDefault(answer => answer.Status >= StatusCodes.Status400BadRequest);
        if (failed is not null)
        {
            return Refuse(step, StatusCodes.Status424FailedDependency, "FailedDependency", $"The request '{failed.Id}', which this one depends on, failed.");
        }

        return step.Path.Equals(Path, StringComparison.OrdinalIgnoreCase)
            ? Refuse(step, StatusCodes.Status400BadRequest, "BadRequest", "A batch cannot contain a batch.")
            : await dispatcher.DispatchAsync(call, step);
    }

    private static BatchAnswer Refuse(BatchStep step, int status, string code, string message) => new(
        step.Id, status, new HeaderDictionary { [HeaderNames.ContentType] = "application/json" }, JsonSerializer.SerializeToUtf8Bytes(new { error = new { code, message } }));

    private static void Write(Utf8JsonWriter json, BatchAnswer answer)
    {
        json.WriteStartObject();
        json.WriteString("id", answer.Id);
        json.WriteNumber("status", answer.Status);
        json.WriteStartObject("headers");
        foreach (var (name, values) in answer.Headers)
        {
            json.WriteString(name, values.ToString());
        }

        json.WriteEndObject();
        if (answer.Body.Length > 0)
        {
            json.WritePropertyName("body");
            if (answer.Headers.ContentType.ToString().Contains("json", StringComparison.OrdinalIgnoreCase))
            {
                json.WriteRawValue(answer.Body, skipInputValidation: true);
            }
            else
            {
                // What is not JSON, such as a picture, travels as base64.
                json.WriteBase64StringValue(answer.Body);
            }
        }

        json.WriteEndObject();
    }
}
