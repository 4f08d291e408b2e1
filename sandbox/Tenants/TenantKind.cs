namespace Sandbox.Tenants;

/// <summary>Which service a tenant belongs to, and so how its people sign in.</summary>
public enum TenantKind
{
    /// <summary>The people of an organization (Entra ID).</summary>
    Workforce,

    /// <summary>Customers, through user flows and custom policies (Azure AD B2C).</summary>
    B2C,

    /// <summary>Customers, through Entra ID's endpoints (Entra External ID).</summary>
    External,
}
