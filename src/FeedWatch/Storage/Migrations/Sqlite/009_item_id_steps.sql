-- The number that Postgres needs for its sequence; SQLite has nothing to set.
select 1;
