using Sandbox.Protocol.Errors;

namespace Sandbox.B2C.Errors;

/// <summary>Errors about the address of a request: its tenant and its policy.</summary>
internal static class PolicyErrors
{
    public static ProtocolError NoPolicy(string tenant) => B2CErrors.New(90250, "invalid_request",
        $"'{tenant}' is a tenant of Azure AD B2C, and the address does not name a policy.",
        "The app's authority has the form of Microsoft Entra ID. In B2C, customers sign in through a user flow or a "
            + "custom policy.",
        $"Use an authority with a policy, such as '/{tenant}/B2C_1_susi/v2.0', or add '?p=B2C_1_susi'. The sandbox "
            + "lists the policies on its home page.") with
    { Check = "the address names a policy" };

    public static ProtocolError UnknownPolicy(string policy, string tenant) => B2CErrors.New(90022, "invalid_request",
        $"There is no policy '{policy}' in the tenant '{tenant}'.",
        "The name of the policy is misspelled, or the policy belongs to another tenant or does not exist yet.",
        "Compare the name with the tenant's policies (sandbox/seed.json). The names of user flows begin with B2C_1_, "
            + "and those of custom policies with B2C_1A_.") with
    { Check = "policy exists", Sent = policy };

    public static ProtocolError UnknownTenant(string tenant) => B2CErrors.New(90022, "invalid_request",
        $"There is no tenant '{tenant}' of Azure AD B2C in this sandbox.",
        "The tenant's ID or domain is misspelled, or the tenant is not a B2C tenant and has no policies.",
        "Correct the tenant in the app's authority. The sandbox lists its tenants on its home page and in "
            + "sandbox/seed.json.") with
    { Check = "tenant exists", Sent = tenant };
}
