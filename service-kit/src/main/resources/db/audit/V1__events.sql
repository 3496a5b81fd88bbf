create table audit.event (
    id             bigint generated always as identity primary key,
    at             timestamptz   not null,
    account        varchar(12)   not null,
    actor          varchar(2048) not null,
    access_key_id  varchar(128)  not null,
    source         varchar(16)   not null,
    service        varchar(32)   not null,
    action         varchar(128)  not null,
    resource       varchar(2048),
    result         varchar(128)  not null,
    request_id     varchar(64)   not null,
    detail         varchar(8192) not null,
    source_address varchar(64)   not null
);

create index event_at on audit.event (at);
