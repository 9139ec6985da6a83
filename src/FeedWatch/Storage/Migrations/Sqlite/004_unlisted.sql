-- Keys that a feed stopped listing, one row a poll: a mark on every key cost more than storing the items.
-- seen.unlisted_at holds the marks of earlier versions.
create table unlisted (
    id      integer primary key autoincrement,
    feed_id integer not null,
    at      integer not null,
    keys    blob not null
);
create index unlisted_at on unlisted (at);
alter table seen add column relisted_at integer;
