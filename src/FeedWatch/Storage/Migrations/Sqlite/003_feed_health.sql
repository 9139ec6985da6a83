-- How long a feed takes to answer: at the last poll, and usually.
alter table feed add column last_ms integer;
alter table feed add column usual_ms integer;

-- The first bytes of a feed's last document that could not be read, or not all of it.
create table broken_document (
    feed_id integer primary key references feed (id) on delete cascade,
    at      integer not null,
    head    blob not null
);
