alter table streams.stream
    -- A change of shards that was accepted and not made yet: split 3 <hash key>, merge 3 4, uniform 8.
    add reshard             varchar(64),
    -- When the number of shards, and the mode, were changed within the last day: both may be changed a few times only.
    add shard_count_changes timestamptz[] not null default '{}',
    add mode_changes        timestamptz[] not null default '{}',
    -- The shard-level metrics that are switched on, with commas between.
    add shard_level_metrics varchar(256)  not null default '',
    add warm_mibps          integer,
    -- The most that was written within a second since peak_since, for the size of an on-demand stream.
    add peak_bytes          bigint        not null default 0,
    add peak_records        bigint        not null default 0,
    add peak_since          timestamptz   not null default 'epoch';

create table streams.resource_policy (
    resource_arn varchar(2048) not null primary key,
    stream_id    bigint        not null references streams.stream (id) on delete cascade,
    policy       text          not null
);

-- The minimum throughput billing commitment of an account. Nobody is billed; what it allows is what counts.
create table streams.billing_commitment (
    account_id  char(12)    not null primary key,
    started_at  timestamptz not null,
    ended_at    timestamptz
);
