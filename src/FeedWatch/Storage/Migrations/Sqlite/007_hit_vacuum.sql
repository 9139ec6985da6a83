-- The number that Postgres needs for its vacuum; SQLite has nothing to set.
select 1;
