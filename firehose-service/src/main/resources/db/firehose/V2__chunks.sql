-- What is on its way to its destination. A row is there before the first byte leaves, and goes when every record up to its
-- end is delivered.
create table firehose.chunk (
    stream_id     integer     not null,
    number        bigint      not null,
    from_position bigint      not null,
    to_position   bigint      not null,
    records       integer     not null,
    bytes         bigint      not null,
    oldest        timestamptz not null,
    delivered     boolean     not null,
    plan          text        not null,
    primary key (stream_id, number)
);

create table firehose.progress (
    stream_id   integer primary key,
    position    bigint not null,
    next_number bigint not null
);
