using Sandbox.Customers;
using Sandbox.Protocol;
using Sandbox.Users;

namespace Sandbox.B2C.Journeys;

/// <summary>The fields of a customer's profile, as a page shows them.</summary>
internal sealed record ProfileForm(string? DisplayName, string? GivenName, string? Surname, string? City, string? Country)
{
    public static readonly ProfileForm Empty = new(null, null, null, null, null);

    public CustomerProfile Profile => new(DisplayName ?? "", GivenName, Surname, City, Country);

    public static ProfileForm Of(RequestParameters form) => new(form["displayName"], form["givenName"], form["surname"], form["city"], form["country"]);

    public static ProfileForm Of(User user) => new(user.DisplayName, user.GivenName, user.Surname, user.City, user.Country);

    public static ProfileForm Of(SocialIdentity identity) => new(identity.DisplayName, identity.GivenName, identity.Surname, null, null);
}
