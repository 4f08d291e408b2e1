using Sandbox.Protocol;
using Sandbox.Wire;

namespace Sandbox.WirePage;

/// <summary>Puts exchanges into sentences.</summary>
internal static class MessageText
{
    /// <summary>The arrows of an exchange, in the order of time.</summary>
    public static IReadOnlyList<Arrow> ArrowsOf(WireExchange exchange)
    {
        var failure = Conversation.FailureOf(exchange);
        if (exchange.Role == ProtocolRole.Graph)
        {
            var path = exchange.Path[(exchange.Path.IndexOf('/', 1) + 1)..];
            return
            [
                new(Lane.App, Lane.Graph, $"The app calls Microsoft Graph: {exchange.Method} {path}."),
                new(
                    Lane.Graph,
                    Lane.App,
                    failure is null
                        ? $"Graph answers with HTTP {exchange.Status}."
                        : $"Graph rejects the request: {failure}."),
            ];
        }

        return exchange.Role switch
        {
            _ when exchange.Role.IsForBrowsers() =>
            [
                new(Lane.App, Lane.Browser, SentAwayOf(exchange)) { IsInferred = true },
                new(Lane.Browser, Lane.Sandbox, RequestOf(exchange)),
                .. ToBrowser(exchange, failure),
            ],
            null => [new(Lane.Browser, Lane.Sandbox, PageRequestOf(exchange)), .. ToBrowser(exchange, failure)],
            _ =>
            [
                new(Lane.App, Lane.Sandbox, CallOf(exchange)),
                new(
                    Lane.Sandbox,
                    Lane.App,
                    failure is null ? ResultOf(exchange) : $"The sandbox rejects the request: {failure}."),
            ],
        };
    }

    private static string? Value(WireExchange exchange, string name) =>
        exchange.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Value;

    private static bool HasAnswer(WireExchange exchange, string name) =>
        exchange.Answer.Any(parameter => parameter.Name == name);

    private static string SentAwayOf(WireExchange exchange) => exchange.Role switch
    {
        ProtocolRole.Logout => "The app sends the browser to sign out.",
        ProtocolRole.AdminConsent => "The app sends the browser to request admin consent.",
        ProtocolRole.Invitation => "The user opens the link in an invitation.",
        _ when Value(exchange, "prompt") == "none" => "The app requests a sign-in without a page.",
        _ => "The app sends the browser to sign in.",
    };

    private static string RequestOf(WireExchange exchange) => exchange.Role switch
    {
        ProtocolRole.Logout => "The browser requests the sign-out.",
        ProtocolRole.AdminConsent => "The browser requests the admin consent.",
        ProtocolRole.Invitation => "The browser requests the page of the invitation.",
        _ => "The browser sends the authorization request.",
    };

    private static string PageRequestOf(WireExchange exchange)
    {
        var page = PageOf(exchange.Path);
        return exchange.Method == HttpMethods.Post ? $"The user answers the {page}."
            : page.Length == 0 ? "The browser continues the sign-in."
            : $"The browser loads the {page}.";
    }

    private static IEnumerable<Arrow> ToBrowser(WireExchange exchange, string? failure)
    {
        if (exchange.Answer.Count > 0)
        {
            var what = failure is not null ? $"the error {failure}"
                : HasAnswer(exchange, "code") && HasAnswer(exchange, "id_token")
                    ? "an authorization code and an ID token"
                : HasAnswer(exchange, "code") ? "an authorization code"
                : HasAnswer(exchange, "id_token") ? "an ID token"
                : "its answer";
            return
            [
                new(Lane.Sandbox, Lane.Browser, $"The sandbox sends the browser back to the app, with {what}."),
                new(
                    Lane.Browser,
                    Lane.App,
                    $"The browser sends {(failure is null ? what : "the error")} to the redirect URI.")
                {
                    IsInferred = true,
                },
            ];
        }

        if (failure is not null)
        {
            return [new(Lane.Sandbox, Lane.Browser, $"The sandbox shows an error page: {failure}.")];
        }

        if (exchange.Location is not { } location)
        {
            return
            [
                new(
                    Lane.Sandbox,
                    Lane.Browser,
                    exchange.Role == ProtocolRole.Logout
                        ? "The sandbox has ended its session and shows a page."
                        : "The sandbox shows the page."),
            ];
        }

        if (!location.StartsWith('/'))
        {
            return
            [
                new(Lane.Sandbox, Lane.Browser, "The sandbox sends the browser back to the app."),
                new(Lane.Browser, Lane.App, "The browser goes to the app.") { IsInferred = true },
            ];
        }

        var page = PageOf(location.Split('?')[0]);
        return
        [
            new(
                Lane.Sandbox,
                Lane.Browser,
                page.Length == 0
                    ? "The sandbox sends the browser to the next step."
                    : $"The sandbox sends the browser to the {page}."),
        ];
    }

    // The page of an address such as /signin/{id} or /b2c/{id}/signup; empty where the address only leads on.
    private static string PageOf(string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var name = segments is ["b2c", _, var own, ..] ? own
            : segments is [_, _, "next"] ? "next"
            : segments.FirstOrDefault() ?? "";
        return name switch
        {
            "signin" => "sign-in page",
            "consent" => "consent page",
            "multi-factor" => "page for the second factor",
            "signup" => "sign-up page",
            "reset" or "reset-password" => "page for a new password",
            "profile" => "profile page",
            "details" => "page for missing details",
            "link" => "page that links a social account",
            "devicelogin" => "page for device codes",
            "social" =>
                segments.Length > 1 && segments[0] == "social" && segments[1] != "callback"
                    ? "page of the social provider"
                    : "",
            "next" => "",
            _ => "page",
        };
    }

    private static string CallOf(WireExchange exchange) => exchange.Role switch
    {
        ProtocolRole.Metadata => "The app reads the metadata of the provider.",
        ProtocolRole.Keys => "The app reads the signing keys.",
        ProtocolRole.Token => Value(exchange, "grant_type") switch
        {
            "authorization_code" => "The app exchanges the code for tokens.",
            "refresh_token" => "The app exchanges the refresh token for new tokens.",
            "client_credentials" => "The app requests a token for itself.",
            "password" => "The app exchanges a user name and a password for tokens.",
            "urn:ietf:params:oauth:grant-type:jwt-bearer" =>
                "The API exchanges the user's token for a token for another API.",
            "urn:ietf:params:oauth:grant-type:device_code" => "The device checks whether the user has signed in.",
            null => "The app sends a token request without a grant type.",
            _ => "The app sends a token request.",
        },
        ProtocolRole.DeviceCode => "The device requests a code for its user.",
        ProtocolRole.UserInfo => "The app requests the user's claims.",
        ProtocolRole.UserRealm => "The client library asks which kind of account a user has.",
        ProtocolRole.ManagedIdentity => "The app requests a token of its managed identity.",
        ProtocolRole.InstanceDiscovery => "The client library requests the list of known authorities.",
        _ => $"The app calls {exchange.Path}.",
    };

    private static string ResultOf(WireExchange exchange)
    {
        if (exchange.Role != ProtocolRole.Token)
        {
            return $"The sandbox answers with HTTP {exchange.Status}.";
        }

        string[] tokens =
        [
            .. from part in MessageParts.Of(exchange)
               where part.In == "JSON"
               select part.Name switch
               {
                   "access_token" => "an access token",
                   "id_token" => "an ID token",
                   "refresh_token" => "a refresh token",
                   _ => "",
               } into name
               where name.Length > 0
               select name,
        ];
        return tokens switch
        {
            [] => $"The sandbox answers with HTTP {exchange.Status}.",
            [var only] => $"The sandbox issues {only}.",
            _ => $"The sandbox issues {string.Join(", ", tokens[..^1])} and {tokens[^1]}.",
        };
    }
}
