-- What a version said, kept when its item changes: only then are its texts not the item's.
alter table version add column summary text;
alter table version add column content text;
