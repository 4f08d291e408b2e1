-- Run by the Entra administrator, in the database "postgres": the functions that know Entra ID are there.
-- Only an administrator that signed in with an Entra token may call them.

-- The role is bound to the identity's object id, not to its name: names are not unique in a tenant, and one that is
-- deleted and made again would inherit the access. Neither an administrator nor bound to multifactor authentication.
SELECT pgaadauth_create_principal_with_oid(:'role', :'object_id', 'service', false, false)
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = :'role');
