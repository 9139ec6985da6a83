-- What the links in mails are signed with. Made here, once, so that all replicas have the same.
create table secret (
    name  text primary key,
    value text not null
);
insert into secret (name, value) values ('links', replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''));
