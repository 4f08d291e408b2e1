namespace Microsoft.Identity.Web;

/// <summary>A credential cannot be loaded; the next one of the list is tried.</summary>
internal sealed class CredentialUnusableException(string message, Exception? cause = null) : Exception(message, cause);
