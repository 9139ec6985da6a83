create table feed (
    id              integer primary key autoincrement,
    key_hash        blob not null unique,
    key             text not null,
    url             text not null,
    name            text,
    title           text,
    format          text,
    domain          text not null default '',
    active          integer not null default 1,
    paused          integer not null default 0,
    body_hash       blob,
    first_polled_at integer,
    last_polled_at  integer,
    last_success_at integer,
    last_code       text,
    last_text       text,
    degraded        integer not null default 0,
    gap_at          integer,
    problems        text,
    strip           text not null default '',
    polls           integer not null default 0,
    not_modified    integer not null default 0,
    poll_state      text,
    next_due        integer not null,
    lease_owner     text,
    lease_until     integer,
    epoch           integer not null default 0,
    unfinished      integer not null default 0
);
create index feed_next_due on feed (next_due) where active;
create index feed_domain on feed (domain);

create table listing (
    feed_id integer primary key references feed (id) on delete cascade,
    entries blob not null
);

create table item (
    id         integer primary key autoincrement,
    feed_id    integer not null references feed (id) on delete cascade,
    key        blob not null,
    guid       text,
    title      text,
    link       text,
    published  integer,
    updated    integer,
    first_seen integer not null,
    language   text,
    authors    text,
    categories text,
    summary    text,
    content    text
);
create index item_first_seen on item (first_seen);

create table seen (
    feed_id     integer not null references feed (id) on delete cascade,
    key         blob not null,
    item_id     integer not null,
    unlisted_at integer,
    primary key (feed_id, key)
);
create index seen_unlisted_at on seen (unlisted_at) where unlisted_at is not null;

create table story (
    id         integer primary key autoincrement,
    headline   text,
    link       text,
    outlet     text,
    created_at integer not null,
    changed_at integer not null
);
create index story_changed_at on story (changed_at);

create table version (
    id             integer primary key autoincrement,
    story_id       integer not null references story (id) on delete cascade,
    item_id        integer not null,
    feed_id        integer not null,
    outlet         text,
    title          text,
    link           text,
    canonical_link text,
    at             integer not null,
    found_at       integer not null,
    copy_kind      text not null,
    reason         text,
    fingerprint    blob not null
);
create index version_story on version (story_id);
create index version_item on version (item_id);
create index version_found_at on version (found_at);

create table hit (
    id             integer primary key autoincrement,
    story_id       integer not null references story (id) on delete cascade,
    version_id     integer not null references version (id) on delete cascade,
    item_id        integer not null,
    feed_id        integer not null,
    watchlist      text not null,
    watchlist_name text not null,
    topic          text not null,
    topic_name     text not null,
    score          integer not null,
    evidence       text not null,
    found_at       integer not null,
    revision       text not null,
    unique (item_id, watchlist, topic)
);
create index hit_found_at on hit (found_at);
create index hit_story on hit (story_id);
create index hit_topic on hit (watchlist, topic, found_at);

create table outbox (
    id             integer primary key autoincrement,
    kind           text not null,
    watchlist      text,
    watchlist_name text,
    story_id       integer,
    recipient      text not null,
    subject        text not null,
    message_id     text not null unique,
    sender         text not null,
    message        blob not null,
    state          text not null default 'pending',
    created_at     integer not null,
    due_at         integer not null,
    attempts       integer not null default 0,
    in_doubt       integer not null default 0,
    lease_owner    text,
    lease_until    integer,
    epoch          integer not null default 0,
    last_code      text,
    last_text      text,
    sent_at        integer
);
create index outbox_due on outbox (due_at) where state = 'pending';
create index outbox_recipient on outbox (recipient, watchlist, created_at);
create index outbox_state on outbox (state, id);

create table alert (
    id         integer primary key autoincrement,
    hit_id     integer not null references hit (id) on delete cascade,
    version_id integer not null,
    story_id   integer not null,
    recipient  text not null,
    watchlist  text not null,
    kind       text not null,
    state      text not null default 'pending',
    due_at     integer not null,
    held       integer not null default 0,
    delivery   text not null,
    outbox_id  integer references outbox (id) on delete set null,
    created_at integer not null,
    unique (hit_id, recipient, version_id)
);
create index alert_pending on alert (due_at) where state = 'pending';
create index alert_story on alert (story_id, recipient, watchlist);
create index alert_outbox on alert (outbox_id);

create table send_log (
    id        integer primary key autoincrement,
    outbox_id integer not null references outbox (id) on delete cascade,
    at        integer not null,
    epoch     integer not null,
    owner     text not null,
    event     text not null,
    code      text,
    detail    text
);
create index send_log_outbox on send_log (outbox_id);

create table notice (
    id         integer primary key autoincrement,
    kind       text not null,
    subject    text not null,
    detail     text not null,
    at         integer not null,
    outbox_id  integer
);
create index notice_open on notice (id) where outbox_id is null;

create table mute (
    recipient text not null,
    watchlist text not null,
    topic     text not null default '',
    until     integer,
    at        integer not null,
    primary key (recipient, watchlist, topic)
);

create table replica (
    name       text primary key,
    version    text not null,
    revision   text not null,
    started_at integer not null,
    seen_at    integer not null
);
