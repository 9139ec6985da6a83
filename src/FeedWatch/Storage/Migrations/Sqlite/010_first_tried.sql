-- When the mail server first had something to say to a mail: what waited for a server that was down has days left to be put off.
alter table outbox add column first_tried_at integer;
update outbox set first_tried_at = created_at where state = 'pending' and attempts > 0;
