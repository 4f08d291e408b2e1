using System.Globalization;
using Sandbox.Applications;
using Sandbox.EntraId.Flow;
using Sandbox.EntraId.Scopes;
using Sandbox.Protocol;
using Sandbox.Protocol.Authorize;
using Sandbox.Protocol.Errors;
using Sandbox.Tenants;
using Sandbox.Wire;

namespace Sandbox.EntraId.Authorize;

/// <summary>
/// Checks an authorization request in the order that matters: first what decides where an answer may go, and only then the rest. Errors before that
/// point are shown here; errors after it go to the application.
/// </summary>
internal sealed class AuthorizationRequestReader(TenantDirectory tenants, ScopeParser scopes, LiveDirectory directory)
{
    /// <summary>Finds out where the answer goes.</summary>
    /// <exception cref="ProtocolException">The tenant, the application or the redirect URI is not known, so there is nowhere to send the error to.</exception>
    public (TenantReference Tenant, ResponseTarget Target) ReadTarget(string tenantSegment, RequestParameters parameters, ExchangeNotes? notes)
    {
        var tenant = tenants.FindServed(tenantSegment);
        if (parameters.Duplicate is "client_id" or "redirect_uri")
        {
            parameters.RejectDuplicates();
        }

        var clientId = parameters.Required("client_id");
        var client = directory.Current.FindApplication(clientId, tenant)
            ?? throw new ProtocolException(ClientErrors.NotFound(clientId, tenant.Tenant?.Name ?? tenant.Segment));
        if (notes is not null)
        {
            notes.ClientId = client.ClientId.ToString();
            notes.Note("client_id is registered", passed: true, client.DisplayName);
        }

        if (client.IsDisabled)
        {
            throw new ProtocolException(ClientErrors.Disabled(client.ClientId.ToString(), client.DisplayName));
        }

        if (!client.AllRedirectUris.Any())
        {
            throw new ProtocolException(ClientErrors.NoReplyAddress(client.DisplayName));
        }

        // The cloud shows this on its own page, as it does with what concerns the address of the answer.
        if (parameters["resource"] is not null)
        {
            throw new ProtocolException(RequestErrors.ResourceNotSupported());
        }

        var redirectUri = parameters.Required("redirect_uri");
        if (!RedirectUris.IsAbsolute(redirectUri))
        {
            throw new ProtocolException(RequestErrors.NotAbsolute("redirect_uri", redirectUri));
        }

        if (!RedirectUris.IsRegistered(client, redirectUri))
        {
            throw new ProtocolException(ClientErrors.RedirectUriNotRegistered(redirectUri, client));
        }

        notes?.Note("redirect_uri is registered", passed: true, redirectUri);
        return (tenant, new ResponseTarget(client, redirectUri, ResponseModes.Of(parameters), parameters["state"]));
    }

    /// <summary>Checks the rest.</summary>
    /// <exception cref="ProtocolException">The application has made a mistake, and is to be told so.</exception>
    public AuthorizationRequest Read(
        TenantReference tenant, ResponseTarget target, RequestParameters parameters, SignInPurpose purpose,
        ExchangeNotes? notes)
    {
        parameters.RejectDuplicates();
        CheckIsOpen(tenant, target.Client);
        var (code, idToken) = ResponseTypes.Read(parameters, target.Client);
        ResponseModes.Check(parameters, idToken);
        var isVersion1 = purpose == SignInPurpose.ApplicationVersion1;
        var scope = scopes.Parse(parameters.Required("scope"), target.Client.ClientId, tenant, isVersion1);
        CheckDefault(scope, target.Client);

        if (idToken)
        {
            // OpenID Connect Core, section 3.2.2.1: without a nonce, an ID token from the authorization endpoint could be replayed.
            parameters.Required("nonce");
            if (!scope.Contains("openid"))
            {
                throw new ProtocolException(ScopeErrors.Malformed(scope.Text, "an ID token needs the scope 'openid'."));
            }
        }

        CodeChallenge.Check(parameters, target.Client, code);
        CheckHints(parameters);
        notes?.Note("PKCE code challenge", passed: parameters["code_challenge"] is not null, parameters["code_challenge_method"]);
        return new AuthorizationRequest
        {
            Tenant = tenant,
            Target = target,
            Parameters = parameters,
            WantsCode = code,
            WantsIdToken = idToken,
            Scope = scope,
            Prompt = ReadPrompt(parameters["prompt"]),
            Claims = ClaimsRequest.Parse(parameters["claims"]),
            MaxAge = ReadMaxAge(parameters["max_age"]),
            Purpose = purpose,
        };
    }

    /// <exception cref="ProtocolException">The authority names no tenant, and the application is for one only.</exception>
    public static void CheckIsOpen(TenantReference tenant, Application client)
    {
        if (tenant.Audience == TenantAudience.Consumers)
        {
            throw new ProtocolException(ClientErrors.NotForConsumers(client.ClientId.ToString(), client.DisplayName));
        }

        if (tenant.Audience != TenantAudience.Single && !client.IsMultiTenant)
        {
            throw new ProtocolException(ClientErrors.NotMultiTenant(client.DisplayName, tenant.Segment));
        }
    }

    private void CheckDefault(ScopeRequest scope, Application client)
    {
        var registration = directory.Current.RegistrationOf(client.ClientId);
        OwnApiRules.Check(scope, registration);
        var resource = scope.Resource;
        var isListed = scope.IsVersion1
            ? scope.Api.IsImplied || registration.ConfiguredFor(resource.ClientId).Count > 0
            : scope.Permissions.ContainsKey(resource.ClientId);
        if (scope.AsksForDefault && resource.ClientId != client.ClientId && !isListed)
        {
            throw new ProtocolException(ScopeErrors.NotListed(resource.DisplayName, client.DisplayName));
        }
    }

    private static Prompts ReadPrompt(string? text) => text is null
        ? Prompts.AsNeeded
        : PromptValues.Find(text) ?? throw new ProtocolException(RequestErrors.UnsupportedPrompt(text));

    private static void CheckHints(RequestParameters parameters)
    {
        if (parameters["sid"] is not { } sid)
        {
            return;
        }

        if (parameters["login_hint"] is not null)
        {
            throw new ProtocolException(RequestErrors.HintsExclude());
        }

        if (!Guid.TryParse(sid, out _))
        {
            throw new ProtocolException(RequestErrors.BadSessionId(sid));
        }
    }

    private static TimeSpan? ReadMaxAge(string? text) => text switch
    {
        null => null,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) => TimeSpan.FromSeconds(seconds),
        _ => throw new ProtocolException(RequestErrors.Malformed($"The parameter 'max_age' must be a number of seconds, not '{text}'.")),
    };
}
