using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Microsoft.AspNetCore.Authentication.OpenIdConnect;

/// <summary>Parameters of one challenge that override what <see cref="OpenIdConnectOptions"/> says for all of them.</summary>
public class OpenIdConnectChallengeProperties : OAuthChallengeProperties
{
    /// <summary>The key under which <see cref="MaxAge"/> is kept: <c>max_age</c>.</summary>
    public static readonly string MaxAgeKey = OpenIdConnectParameterNames.MaxAge;

    /// <summary>The key under which <see cref="Prompt"/> is kept: <c>prompt</c>.</summary>
    public static readonly string PromptKey = OpenIdConnectParameterNames.Prompt;

    /// <summary>Creates properties that override nothing.</summary>
    public OpenIdConnectChallengeProperties()
    {
    }

    /// <summary>Creates properties over stored items.</summary>
    /// <param name="items">The items that travel inside the protected state.</param>
    public OpenIdConnectChallengeProperties(IDictionary<string, string?> items)
        : base(items)
    {
    }

    /// <summary>Creates properties over stored items and over parameters for the handler alone.</summary>
    /// <param name="items">The items that travel inside the protected state.</param>
    /// <param name="parameters">The parameters that the handler reads and that are stored nowhere.</param>
    public OpenIdConnectChallengeProperties(IDictionary<string, string?> items, IDictionary<string, object?> parameters)
        : base(items, parameters)
    {
    }

    /// <summary>How long ago the person may have signed in at the provider, sent as <c>max_age</c> in whole seconds.</summary>
    public TimeSpan? MaxAge
    {
        get => GetParameter<TimeSpan?>(MaxAgeKey);
        set => SetParameter(MaxAgeKey, value);
    }

    /// <summary>What the provider should ask, sent as <c>prompt</c>: <c>none</c>, <c>login</c>, <c>consent</c>, <c>select_account</c>.</summary>
    public string? Prompt
    {
        get => GetParameter<string>(PromptKey);
        set => SetParameter(PromptKey, value);
    }
}
