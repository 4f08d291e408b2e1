using System.Globalization;
using Sandbox.Applications;
using Sandbox.B2C.Errors;
using Sandbox.B2C.Policies;
using Sandbox.B2C.Scopes;
using Sandbox.Protocol;
using Sandbox.Protocol.Authorize;
using Sandbox.Protocol.Errors;
using Sandbox.Wire;

namespace Sandbox.B2C.Authorize;

/// <summary>Checks an authorization request to a policy: first what decides where an answer may go, and only then the rest.</summary>
internal sealed class PolicyRequestReader(LiveDirectory directory, PolicyScopes scopes)
{
    private static readonly string[] _prompts = ["none", "login", "consent", "select_account"];

    /// <summary>Finds out where the answer goes.</summary>
    /// <exception cref="ProtocolException">The application or the redirect URI is not known, so there is nowhere to send the error to.</exception>
    public ResponseTarget ReadTarget(PolicyReference policy, RequestParameters parameters, ExchangeNotes? notes)
    {
        if (parameters.Duplicate is "client_id" or "redirect_uri")
        {
            parameters.RejectDuplicates();
        }

        var clientId = parameters["client_id"] ?? throw new ProtocolException(PolicyRequestErrors.NoClientId());
        var client = directory.Current.FindApplication(clientId, policy.Tenant.Id)
            ?? throw new ProtocolException(ClientErrors.NotFound(clientId, policy.Tenant.Name));
        if (notes is not null)
        {
            notes.ClientId = client.ClientId.ToString();
            notes.Note("client_id is registered", passed: true, client.DisplayName);
            notes.Note("policy exists", passed: true, policy.Policy.Name);
        }

        if (client.IsDisabled)
        {
            throw new ProtocolException(ClientErrors.Disabled(client.ClientId.ToString(), client.DisplayName));
        }

        var redirectUri = parameters.Required("redirect_uri");
        if (!RedirectUris.IsRegistered(client, redirectUri))
        {
            throw new ProtocolException(ClientErrors.RedirectUriNotRegistered(redirectUri, client));
        }

        notes?.Note("redirect_uri is registered", passed: true, redirectUri);
        return new ResponseTarget(client, redirectUri, ResponseModes.Of(parameters), parameters["state"]);
    }

    /// <summary>Checks the rest.</summary>
    /// <exception cref="ProtocolException">The application has made a mistake, and is to be told so.</exception>
    public PolicyRequest Read(PolicyReference policy, ResponseTarget target, RequestParameters parameters, ExchangeNotes? notes)
    {
        parameters.RejectDuplicates();
        var (code, idToken) = ResponseTypes.Read(parameters, target.Client);
        ResponseModes.Check(parameters, idToken);
        var text = parameters["scope"] ?? throw new ProtocolException(PolicyRequestErrors.NoScope());
        var scope = scopes.Parse(text, target.Client);
        if (idToken)
        {
            // OpenID Connect Core, section 3.2.2.1: without a nonce, an ID token from the authorization endpoint could be replayed.
            parameters.Required("nonce");
            Require(scope.Contains("openid"), PolicyRequestErrors.NeedsOpenId());
        }

        Require(scope.Contains("openid") || scope.Resource is not null, PolicyRequestErrors.NothingToIssue());
        CodeChallenge.Check(parameters, target.Client, code);
        notes?.Note("PKCE code challenge", passed: parameters["code_challenge"] is not null, parameters["code_challenge_method"]);
        return new PolicyRequest
        {
            Policy = policy,
            Target = target,
            Parameters = parameters,
            WantsCode = code,
            WantsIdToken = idToken,
            Scope = scope,
            Prompt = ReadPrompt(parameters["prompt"]),
            MaxAge = ReadMaxAge(parameters["max_age"]),
        };
    }

    private static Prompts ReadPrompt(string? text)
    {
        var words = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Require(!words.Except(_prompts).Any() && (words.Length < 2 || !words.Contains("none")), PolicyRequestErrors.BadPrompt(text ?? ""));
        return PromptValues.Read(text);
    }

    private static TimeSpan? ReadMaxAge(string? text) => text is null ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : throw new ProtocolException(PolicyRequestErrors.BadMaxAge(text));

    private static void Require(bool condition, ProtocolError error)
    {
        if (!condition)
        {
            throw new ProtocolException(error);
        }
    }
}
