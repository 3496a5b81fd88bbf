import { call } from './client';

/** Sends one operation of the Kinesis API, or one of ours, through the gateway with the user's role. */
export function operation<T>(name: string, input: object = {}, signal?: AbortSignal): Promise<T> {
  return call<T>(`call/${name}`, { method: 'POST', body: input, ...(signal ? { signal } : {}) });
}

// The answers, as far as the console reads them. Numbers that exceed 2^53 (sequence numbers, hash keys) are strings on the wire.

export type StreamStatus = 'CREATING' | 'DELETING' | 'ACTIVE' | 'UPDATING';
export type StreamMode = 'PROVISIONED' | 'ON_DEMAND';

export interface StreamLoad {
  StreamName: string;
  StreamARN: string;
  StreamStatus: StreamStatus;
  StreamMode: StreamMode;
  OpenShardCount: number;
  RetentionPeriodHours: number;
  StreamCreationTimestamp: number;
  WrittenRecordsPerSecond: number;
  WrittenBytesPerSecond: number;
  ReadRecordsPerSecond: number;
  ReadBytesPerSecond: number;
  ThrottledWrites: number;
  ThrottledReads: number;
  IteratorAgeMilliseconds?: number;
  ConsumerCount: number;
  LimitProfile: 'AWS' | 'UNLIMITED';
  WrittenRecordsHistory: number[];
}

export interface LoadTotals {
  OpenShardCount: number;
  WrittenRecordsPerSecond: number;
  WrittenBytesPerSecond: number;
  ReadRecordsPerSecond: number;
  ReadBytesPerSecond: number;
  ThrottledWrites: number;
  ThrottledReads: number;
  WorstIteratorAgeMilliseconds?: number;
  WorstIteratorAgeStream?: string;
}

export interface LoadHistory {
  /** Absent until the first minute is over. */
  EndTimestamp?: number;
  WrittenRecordsPerSecond: number[];
  WrittenBytesPerSecond: number[];
  ReadRecordsPerSecond: number[];
  ReadBytesPerSecond: number[];
  Throttles: number[];
}

export type StreamSort =
  | 'NAME'
  | 'CREATED'
  | 'MODE'
  | 'SHARDS'
  | 'WRITTEN_RECORDS'
  | 'WRITTEN_BYTES'
  | 'READ_BYTES'
  | 'ITERATOR_AGE'
  | 'THROTTLES';

export interface StreamLoads {
  TotalCount: number;
  MatchingCount: number;
  Streams: StreamLoad[];
  Totals: LoadTotals;
  History: LoadHistory;
}

export interface StreamSummary {
  StreamName: string;
  StreamARN: string;
  StreamStatus: StreamStatus;
  StreamModeDetails?: { StreamMode: StreamMode };
  RetentionPeriodHours: number;
  StreamCreationTimestamp: number;
  EnhancedMonitoring: { ShardLevelMetrics: string[] }[];
  EncryptionType?: 'NONE' | 'KMS';
  OpenShardCount: number;
  ConsumerCount?: number;
  MaxRecordSizeInKiB?: number;
  WarmThroughput?: { TargetMiBps?: number; CurrentMiBps?: number };
}

export interface BusyKey {
  PartitionKey: string;
  Share: number;
  HashKey: string;
}

export interface ShardLoad {
  ShardId: string;
  StartingHashKey: string;
  EndingHashKey: string;
  ParentShardId?: string;
  AdjacentParentShardId?: string;
  WrittenRecordsPerSecond: number;
  WrittenBytesPerSecond: number;
  WriteUtilization: number;
  PeakWriteUtilization: number;
  WriteUtilizationHistory?: number[];
  ReadRecordsPerSecond: number;
  ReadBytesPerSecond: number;
  ThrottledWrites: number;
  ThrottledReads: number;
  IteratorAgeMilliseconds?: number;
  BusiestKeys: BusyKey[];
}

export interface ShardLoads {
  StreamName: string;
  LimitProfile: 'AWS' | 'UNLIMITED';
  OpenShardCount: number;
  Shards: ShardLoad[];
}

export interface ListedShard {
  ShardId: string;
  ParentShardId?: string;
  AdjacentParentShardId?: string;
  HashKeyRange: { StartingHashKey: string; EndingHashKey: string };
  SequenceNumberRange: { StartingSequenceNumber: string; EndingSequenceNumber?: string };
}

export interface ReaderShard {
  ShardId: string;
  SequenceNumber?: string;
  /** Both absent for a reader that was refused so far. */
  BehindRecords?: number;
  MillisBehindLatest?: number;
}

export interface PollerShard extends ReaderShard {
  LastSeenTimestamp: number;
  ThrottledCalls: number;
}

export interface Poller {
  AccessKeyId: string;
  UserAgent: string;
  SourceAddress: string;
  LastSeenTimestamp: number;
  CallCount: number;
  ThrottledCalls: number;
  Shards: PollerShard[];
}

export interface Subscription extends ReaderShard {
  SubscribedTimestamp: number;
  SentRecords: number;
  SentBytes: number;
}

export interface ConsumerReading {
  ConsumerName: string;
  ConsumerARN: string;
  ConsumerStatus: 'CREATING' | 'DELETING' | 'ACTIVE';
  ConsumerCreationTimestamp: number;
  Subscriptions: Subscription[];
}

export interface StreamReaders {
  Pollers: Poller[];
  Consumers: ConsumerReading[];
  Truncated: boolean;
}

export interface StreamStorage {
  StreamName: string;
  StoredBytes: number;
  FarBytes: number;
  SegmentCount: number;
  OldestTimestamp?: number;
}

export interface Storage {
  DiskTotalBytes: number;
  DiskFreeBytes: number;
  JournalBytes: number;
  SegmentBytes: number;
  FarBytes: number;
  GrowthBytesPerDay: number;
  DaysLeft?: number;
  Durability: string;
  Compression: string;
  TierBucket?: string;
  Streams: StreamStorage[];
}

export interface SegmentCheck {
  Status: 'NONE' | 'RUNNING' | 'DONE' | 'FAILED';
  StartedTimestamp?: number;
  EndedTimestamp?: number;
  SegmentsChecked: number;
  SegmentCount: number;
  BytesChecked: number;
  BytesTotal: number;
  Damages: { Segment: string; Problem: string }[];
}

export interface Setting {
  Name: string;
  Value: string;
  DefaultValue?: string;
  Source: string;
}

export interface Tag {
  Key: string;
  Value: string;
}

/** All shards of a stream, page after page. */
export async function listShards(stream: string, signal?: AbortSignal): Promise<ListedShard[]> {
  const all: ListedShard[] = [];
  let token: string | undefined;
  do {
    const page: { Shards: ListedShard[]; NextToken?: string } = await operation(
      'ListShards',
      token ? { NextToken: token } : { StreamName: stream, MaxResults: 1000 },
      signal,
    );
    all.push(...page.Shards);
    token = page.NextToken;
  } while (token);
  return all;
}

/** All tags of a stream, page after page. */
export async function listTags(stream: string, signal?: AbortSignal): Promise<Tag[]> {
  const all: Tag[] = [];
  let more = true;
  while (more) {
    const last = all.at(-1);
    const page: { Tags: Tag[]; HasMoreTags: boolean } = await operation(
      'ListTagsForStream',
      { StreamName: stream, ...(last ? { ExclusiveStartTagKey: last.Key } : {}) },
      signal,
    );
    all.push(...page.Tags);
    more = page.HasMoreTags && page.Tags.length > 0;
  }
  return all;
}
