create table gateway.console_user (
    name                 varchar(64)  primary key,
    role                 varchar(16)  not null,
    source               varchar(16)  not null,
    -- Argon2id with its parameters; null for users of an identity provider
    password_hash        varchar(256),
    must_change_password boolean      not null,
    disabled             boolean      not null,
    -- issuer and subject at an identity provider
    subject              varchar(1024) unique,
    created_at           timestamptz  not null,
    last_sign_in_at      timestamptz
);

create table gateway.console_session (
    -- SHA-256 of the token, in hex
    id           char(64)    primary key,
    user_name    varchar(64) not null references gateway.console_user (name) on delete cascade,
    created_at   timestamptz not null,
    last_seen_at timestamptz not null
);

create index console_session_user on gateway.console_session (user_name);
