-- Run by the Entra administrator, in the app's database. May be run again.

-- Without this every role of the server could connect.
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO :"role";

-- The app creates its two tables itself, so it needs a place where it may, and no more.
GRANT USAGE, CREATE ON SCHEMA public TO :"role";
