namespace Sandbox.DatabaseSignIn.Ldap;

/// <summary>What arrived is no LDAP message that could be answered; the connection ends.</summary>
internal sealed class LdapException(string message) : Exception(message);
