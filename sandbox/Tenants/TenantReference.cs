namespace Sandbox.Tenants;

/// <summary>What the <c>{tenant}</c> of an address means.</summary>
/// <param name="Segment">The address part as it was written.</param>
/// <param name="Audience">Whom it invites.</param>
/// <param name="Tenant">The directory, when it names one.</param>
internal sealed record TenantReference(string Segment, TenantAudience Audience, Tenant? Tenant)
{
    /// <summary>The tenant id that stands for personal accounts. The sandbox has none of them.</summary>
    public static readonly Guid ConsumersId = new("9188040d-6c67-4c5b-b112-36a304b66dad");

    /// <summary>The tenant part of the issuer: an id, or the literal <c>{tenantid}</c> where it depends on who signs in.</summary>
    public string IssuerSegment => Audience switch
    {
        TenantAudience.Single => Tenant!.Id.ToString(),
        TenantAudience.Consumers => ConsumersId.ToString(),
        _ => "{tenantid}",
    };

    /// <summary>Whether its people are customers, who use their own tenant's applications and no others.</summary>
    public bool IsForCustomers => Tenant is { Kind: not TenantKind.Workforce };

    /// <summary>Whether people of <paramref name="tenantId"/> are invited.</summary>
    public bool Admits(Guid tenantId) => Audience switch
    {
        TenantAudience.Single => Tenant!.Id == tenantId,
        TenantAudience.Consumers => tenantId == ConsumersId,
        _ => true,
    };
}

/// <summary>Whom an authority invites.</summary>
internal enum TenantAudience
{
    /// <summary>The people of one directory.</summary>
    Single,

    /// <summary>Work and personal accounts (<c>common</c>).</summary>
    Common,

    /// <summary>Work accounts (<c>organizations</c>).</summary>
    Organizations,

    /// <summary>Personal accounts (<c>consumers</c>).</summary>
    Consumers,
}
