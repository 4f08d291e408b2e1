namespace IdentityTutorial.Tests.EntraId;

/// <summary>An app that has the user name and the password of a user, and exchanges them for tokens.</summary>
public static class PasswordFlow
{
    /// <summary>
    /// The request of an app without a secret; changes replace parameters, an empty value leaves one out.
    /// </summary>
    public static Task<TokenAnswer> ExchangeAsync(
        EntraIdFixture at, string userName = SeededTenants.Alice, string password = SeededTenants.Password,
        params IEnumerable<(string Name, string Value)> changes) =>
        ExchangeAtAsync(at, SeededTenants.Contoso, userName, password, changes);

    /// <inheritdoc cref="ExchangeAsync"/>
    public static Task<TokenAnswer> ExchangeAtAsync(
        EntraIdFixture at, string tenant, string userName, string password,
        params IEnumerable<(string Name, string Value)> changes) =>
        at.TokenAsync(tenant, authorization: null,
        [
            ("grant_type", "password"), ("client_id", SeededApp.Public.ClientId), ("username", userName),
            ("password", password),
            ("scope", "openid profile offline_access User.Read"), .. changes,
        ]);

    /// <summary>The parameters of a confidential client.</summary>
    public static (string, string)[] As(SeededApp app) =>
        [("client_id", app.ClientId), ("client_secret", SeededApp.Secret)];
}
