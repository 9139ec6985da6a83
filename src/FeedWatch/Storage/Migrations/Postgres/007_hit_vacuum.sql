-- Charts count the hits of the last days by an index alone, which the server can only where a vacuum has been: by default it comes
-- after a fifth of the table is new, which are the last two months.
alter table hit set (autovacuum_vacuum_insert_scale_factor = 0.01);
