using Sandbox.Graph.OData;
using Sandbox.Persistence;

namespace Sandbox.Graph.Directory;

/// <summary>The lists of an app registration and of a service principal that filters look into.</summary>
internal static class ApplicationLists
{
    public static readonly ListFilter<ApplicationRow> IdentifierUris = new()
    {
        Items = app => app.IdentifierUris.AsQueryable(),
        TakesStart = true,
    };

    /// <summary>The names of a service principal: the identifier URIs of the app, and its client ID.</summary>
    public static readonly ListFilter<ApplicationRow> Names = IdentifierUris with
    {
        AlsoHas = app => app.AppId.ToString(),
    };

    public static readonly ListFilter<ApplicationRow> WebRedirectUris = RedirectUris() with
    {
        Items = app => app.RedirectUris.AsQueryable(),
    };

    public static readonly ListFilter<ApplicationRow> SpaRedirectUris = RedirectUris() with
    {
        Items = app => app.SpaRedirectUris.AsQueryable(),
    };

    public static readonly ListFilter<ApplicationRow> PublicClientRedirectUris = RedirectUris() with
    {
        Items = app => app.PublicClientRedirectUris.AsQueryable(),
    };

    public static readonly ListFilter<ApplicationRow> Tags = new()
    {
        Items = app => SandboxDbContext.JsonEach(app.MoreProperties, "$.tags").Select(item => item.Value),
        TakesStart = true,
    };

    public static readonly ListFilter<ApplicationRow> PrincipalTags = Tags with
    {
        Items = app => SandboxDbContext.JsonEach(app.MoreProperties, "$.\"sp:tags\"").Select(item => item.Value),
    };

    public static readonly ListFilter<ApplicationRow> AlternativeNames = new()
    {
        Items = app => SandboxDbContext.JsonEach(app.MoreProperties, "$.alternativeNames").Select(item => item.Value),
        TakesStart = true,
    };

    private static ListFilter<ApplicationRow> RedirectUris() => new()
    {
        Member = "redirectUris",
        IsAdvanced = true,
        TakesStart = true,
    };
}
