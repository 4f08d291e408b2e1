using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Sandbox.Applications;
using Sandbox.Tenants;
using Sandbox.Users;
using Sandbox.Wire;

namespace Sandbox.B2C.RestClaims;

/// <summary>The pretend REST API of a shop's loyalty programme. It knows every customer, and answers nobody who lacks its key.</summary>
internal static class LoyaltyEndpoint
{
    private static readonly string[] _tiers = ["Bronze", "Silver", "Gold"];

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost("/sandbox/loyalty", AnswerAsync).WithMetadata(new RecordedExchange());

    private static async Task<IResult> AnswerAsync(HttpContext context, RestClaimsKey key, LiveDirectory directory, UserDirectory users)
    {
        var notes = context.Features.Get<ExchangeNotes>();
        var isKnownCaller = key.Matches(context.Request.Headers[RestClaimsKey.Header]);
        notes?.Note($"{RestClaimsKey.Header} is the API's", isKnownCaller);
        if (!isKnownCaller)
        {
            return Results.Json(
                new { userMessage = "The loyalty program accepts only requests with its key." },
                statusCode: StatusCodes.Status401Unauthorized);
        }

        if (await ReadAsync(context) is not { } question || question.ObjectId == Guid.Empty)
        {
            return Results.Json(new { userMessage = "Send JSON with 'objectId'." }, statusCode: StatusCodes.Status400BadRequest);
        }

        var found = (await users.FindAsync(question.ObjectId, context.RequestAborted))?.User;
        var customer = found is not null && directory.Current.FindTenant(found.TenantId) is { Kind: TenantKind.B2C } ? found : null;
        notes?.Note("objectId is a customer's", customer is not null);
        return customer is null
            ? Results.Json(
                new { userMessage = "The loyalty program has no such customer." },
                statusCode: StatusCodes.Status409Conflict)
            : Results.Json(MembershipOf(customer));
    }

    private static async Task<Question?> ReadAsync(HttpContext context)
    {
        try
        {
            return context.Request.HasJsonContentType() ? await context.Request.ReadFromJsonAsync<Question>(context.RequestAborted) : null;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static object MembershipOf(User customer)
    {
        var number = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(customer.Id.ToByteArray()));
        return new
        {
            loyaltyNumber = string.Create(CultureInfo.InvariantCulture, $"FL-{number % 10_000_000:0000000}"),
            loyaltyTier = _tiers[number % _tiers.Length],
        };
    }

    private sealed record Question(Guid ObjectId);
}
