-- Run once by the superuser, where the server is written to:
--   psql -v ON_ERROR_STOP=1 -f roles.sql
-- Passwords are set afterwards, by \password, and are in no file.
CREATE ROLE store_owner LOGIN CONNECTION LIMIT 5;
CREATE ROLE application LOGIN;
-- What is replicated, and how far, is shown to nobody else: `admission doctor` asks for it.
GRANT pg_read_all_stats TO application;
CREATE DATABASE admission OWNER store_owner TEMPLATE template0 ENCODING 'UTF8';
REVOKE ALL ON DATABASE admission FROM PUBLIC;
GRANT CONNECT ON DATABASE admission TO application;
