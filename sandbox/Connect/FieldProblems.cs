using Sandbox.Graph.Errors;

namespace Sandbox.Connect;

/// <summary>Translates a rejection of Graph into a message for a form field.</summary>
internal static class FieldProblems
{
    private static readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal)
    {
        ["displayName"] = RegistrationForm.NameField,
        ["web"] = RegistrationForm.RedirectUrisField,
        ["spa"] = RegistrationForm.RedirectUrisField,
        ["publicClient"] = RegistrationForm.RedirectUrisField,
        ["logoutUrl"] = RegistrationForm.LogoutUrlField,
        ["oauth2PermissionScopes"] = RegistrationForm.ScopeField,
        ["appRoles"] = RegistrationForm.RoleField,
        ["requiredResourceAccess"] = RegistrationForm.PermissionField,
    };

    /// <summary>The field of the registration form that a rejected property comes from.</summary>
    public static string FormField(this GraphException exception) =>
        _fields.GetValueOrDefault(exception.Error.Detail?.Target ?? "", RegistrationForm.NameField);

    /// <summary>What is wrong with a value, as a sentence without the name of Graph's property.</summary>
    public static string ProblemText(this GraphException exception)
    {
        var text = exception.Error.Detail?.Problem ?? exception.Error.Message;
        return char.ToUpperInvariant(text[0]) + text[1..];
    }
}
