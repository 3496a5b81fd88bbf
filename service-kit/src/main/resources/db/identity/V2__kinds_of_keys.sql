alter table identity.access_key add kind varchar(16) not null default 'user';
alter table identity.access_key add description varchar(256) not null default '';

update identity.access_key set kind = 'root' where arn like '%:root';
