-- Run by the Entra administrator, in the app's database. May be run again.

-- Without this every role of the server could connect.
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO :"role";

-- The app makes a schema of its own, and its two tables in it. A second app in the same database has a role of its own, and does not get in there.
GRANT CREATE ON DATABASE :"database" TO :"role";
