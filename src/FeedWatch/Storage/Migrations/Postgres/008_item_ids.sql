-- A save takes thousands of ids of items; writing the sequence for each cost as much as another index. What a session does not use is lost.
alter table item alter column id set cache 64;
