using System.Text.Json.Nodes;

namespace IdentityTutorial.Tests.Chapters.GraphPages;

/// <summary>Changes what Graph said to single requests of a batch.</summary>
internal static class BatchAnswers
{
    /// <summary>Makes Graph refuse the requests at these places, counted from 1 in the order in which they were asked.</summary>
    public static string Deny(string batch, params IReadOnlyList<string> places)
    {
        var answer = JsonNode.Parse(batch)!;
        if (answer["responses"] is not JsonArray responses)
        {
            return batch;
        }

        var inOrder = responses.OfType<JsonObject>().ToList();
        foreach (var place in places)
        {
            var response = inOrder[int.Parse(place, provider: null) - 1];
            response["status"] = 403;
            response["body"] = JsonNode.Parse("""{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges to complete the operation."}}""");
        }

        return answer.ToJsonString();
    }
}
