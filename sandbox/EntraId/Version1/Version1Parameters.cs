using Sandbox.EntraId.Scopes;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;

namespace Sandbox.EntraId.Version1;

/// <summary>
/// Translates requests to the endpoints of version 1 into the scopes of version 2. <c>resource</c> names one API, and
/// stands for the permissions that the registration lists there. An ID token and a refresh token always come with it.
/// </summary>
internal static class Version1Parameters
{
    private const string Resource = "resource";
    private const string Scope = "scope";
    private const string SignIn = "openid profile offline_access";

    // A grant keeps the name for as long as its tokens live.
    private const int MaxLength = 1024;

    /// <summary>A sign-in. Without <c>resource</c>, it asks for nothing but the sign-in.</summary>
    /// <exception cref="ProtocolException">The resource cannot be the name of an API.</exception>
    public static RequestParameters OfSignIn(RequestParameters parameters) => With(
        parameters, Scope, parameters[Resource] is { } resource ? $"{SignIn} {DefaultOf(resource)}" : SignIn);

    /// <summary>An admin consent. Without <c>resource</c>, it names no scope.</summary>
    /// <exception cref="ProtocolException">The resource cannot be the name of an API.</exception>
    public static RequestParameters OfAdminConsent(RequestParameters parameters) =>
        With(parameters, Scope, parameters[Resource] is { } resource ? DefaultOf(resource) : null);

    /// <summary>A token request. Without <c>resource</c>, it asks for the API of the sign-in.</summary>
    /// <exception cref="ProtocolException">The resource is missing, or cannot be the name of an API.</exception>
    public static RequestParameters OfTokens(RequestParameters parameters) => parameters["grant_type"] switch
    {
        "client_credentials" =>
            With(parameters, Scope, DefaultOf(parameters[Resource] ?? WellKnown.GraphAudience)),
        "password" or "urn:ietf:params:oauth:grant-type:jwt-bearer" =>
            With(parameters, Scope, $"{SignIn} {DefaultOf(parameters.Required(Resource))}"),

        // Version 1 has another name for the parameter of RFC 8628.
        "device_code" or "urn:ietf:params:oauth:grant-type:device_code" when parameters["device_code"] is null =>
            With(parameters, "device_code", parameters["code"]),
        _ when parameters[Resource] is { } resource => With(parameters, Scope, $"{SignIn} {DefaultOf(resource)}"),
        _ => With(parameters, Scope, null),
    };

    private static string DefaultOf(string resource) => resource.Length <= MaxLength && !resource.Any(char.IsWhiteSpace)
        ? $"{resource}/{ScopeParser.Default}"
        : throw new ProtocolException(ScopeErrors.UnknownResource(resource[..Math.Min(resource.Length, MaxLength)]));

    /// <summary>
    /// The parameters with one of them set, or left out, and without those that version 2 does not have.
    /// </summary>
    private static RequestParameters With(RequestParameters parameters, string name, string? value)
    {
        var values = parameters.Values
            .Where(pair => pair.Key is not (Resource or Scope) && pair.Key != name)
            .ToDictionary(StringComparer.Ordinal);
        if (value is not null)
        {
            values[name] = value;
        }

        return new RequestParameters(values, parameters.Duplicate);
    }
}
