-- A stream's records may take several ways at once: each is a lane with chunks and progress of its own. What was there before
-- went straight to its destination, which is lane 0.
alter table firehose.chunk add column lane integer not null default 0;
alter table firehose.chunk drop constraint chunk_pkey;
alter table firehose.chunk add primary key (stream_id, lane, number);

alter table firehose.progress add column lane integer not null default 0;
alter table firehose.progress drop constraint progress_pkey;
alter table firehose.progress add primary key (stream_id, lane);
