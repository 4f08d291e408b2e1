namespace Sandbox.B2C.Policies;

/// <summary>What the address of a request says about tenant and policy.</summary>
/// <param name="Tenant">The tenant's domain or id, as it was written.</param>
/// <param name="Policy">The policy's name, as it was written; <see langword="null"/> when the address has none.</param>
/// <param name="Shape">Where it stands.</param>
internal sealed record PolicyAddress(string Tenant, string? Policy, AddressShape Shape)
{
    /// <summary>Reads the route and, where the shape wants it, the query.</summary>
    public static PolicyAddress Of(HttpContext context)
    {
        var route = context.Request.RouteValues;
        var shape = context.GetEndpoint()!.Metadata.GetRequiredMetadata<ShapeMetadata>().Shape;
        string? policy = shape == AddressShape.Query ? context.Request.Query["p"] : (string?)route["policy"];
        return new PolicyAddress((string)route["tenant"]!, string.IsNullOrEmpty(policy) ? null : policy, shape);
    }

    /// <summary>Tells an endpoint's shape.</summary>
    internal sealed record ShapeMetadata(AddressShape Shape);
}

/// <summary>The three forms of a policy's addresses.</summary>
internal enum AddressShape
{
    /// <summary><c>/{tenant}/{policy}/…</c></summary>
    Path,

    /// <summary><c>/tfp/{tenant}/{policy}/…</c>, which client libraries make.</summary>
    Tfp,

    /// <summary><c>/{tenant}/…?p={policy}</c></summary>
    Query,
}
