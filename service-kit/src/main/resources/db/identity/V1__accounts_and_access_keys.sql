create table identity.account (
    id         char(12)    primary key,
    created_at timestamptz not null
);

create table identity.access_key (
    id            varchar(128) primary key,
    account_id    char(12)     not null references identity.account (id),
    arn           varchar(2048) not null,
    sealed_secret bytea        not null,
    active        boolean      not null,
    created_at    timestamptz  not null
);
