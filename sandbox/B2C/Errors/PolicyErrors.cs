using Sandbox.Protocol.Errors;

namespace Sandbox.B2C.Errors;

/// <summary>Errors about the address of a request: its tenant and its policy.</summary>
internal static class PolicyErrors
{
    public static ProtocolError NoPolicy(string tenant) => B2CErrors.New(90250, "invalid_request",
        $"'{tenant}' is a tenant of Azure AD B2C, and the address names none of its policies.",
        "The application's authority was made for Entra ID: in B2C, people sign in through a user flow or a custom policy.",
        $"Use an authority with a policy, such as '/{tenant}/B2C_1_susi/v2.0', or add '?p=B2C_1_susi'. The sandbox's home lists the policies.") with
    { Check = "the address names a policy" };

    public static ProtocolError UnknownPolicy(string policy, string tenant) => B2CErrors.New(90022, "invalid_request",
        $"There is no policy '{policy}' in the tenant '{tenant}'.",
        "The policy's name is misspelt, the policy belongs to another tenant, or it was not created yet.",
        "Compare the name with the tenant's policies (sandbox/seed.json). User flows begin with B2C_1_, custom policies with B2C_1A_.") with
    { Check = "policy exists", Sent = policy };

    public static ProtocolError UnknownTenant(string tenant) => B2CErrors.New(90022, "invalid_request",
        $"There is no tenant '{tenant}' of Azure AD B2C here.",
        "The tenant's id or domain is misspelt, or the tenant is not one of B2C and has no policies.",
        "Correct the tenant in the application's authority. The sandbox's tenants are on its home page and in sandbox/seed.json.") with
    { Check = "tenant exists", Sent = tenant };
}
