-- What the links in mails are signed with. Made here, once, so that all replicas have the same.
create table secret (
    name  text primary key,
    value text not null
);
insert into secret (name, value) values ('links', lower(hex(randomblob(32))));
