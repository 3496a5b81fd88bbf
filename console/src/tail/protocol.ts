/** A record as the gateway sends it. */
export interface TailRecord {
  shard: string;
  seq: string;
  /** Approximate arrival, in milliseconds. */
  at: number;
  key: string;
  /** Size of the data in bytes, also if only part of it was sent. */
  size: number;
  /** Base64. */
  data: string;
  cut?: boolean;
}

export type TailMessage =
  | { type: 'started'; shards: number }
  | { type: 'records'; records: TailRecord[] }
  | { type: 'position'; behindMillis: number }
  | { type: 'shards'; closed: string[]; opened: string[] }
  | { type: 'trouble'; message: string }
  | { type: 'error'; code: string; message: string };

export type StartType = 'LATEST' | 'TRIM_HORIZON' | 'AT_TIMESTAMP' | 'AT_SEQUENCE_NUMBER' | 'AFTER_SEQUENCE_NUMBER';

export interface TailRequest {
  stream: string;
  start: { type: StartType; timestamp?: number; shardId?: string; sequenceNumber?: string };
  shards?: string[];
  resume?: Record<string, string>;
}

export interface FilterText {
  text: string;
  key: string;
  path: string;
}

/** One line of the table. Data that nobody opened is not decoded again: the preview is made once. */
export interface Row {
  id: number;
  shard: string;
  seq: string;
  /** Place inside an aggregated record, or undefined. */
  sub?: number;
  at: number;
  key: string;
  size: number;
  /** The beginning of the record as text, on one line. */
  preview: string;
  encoding: string;
  data: Uint8Array;
  cut: boolean;
}

/** What the page tells the worker. */
export type ToWorker =
  { type: 'start'; request: TailRequest; csrf: string } | { type: 'stop' } | { type: 'filter'; filter: FilterText };

/** What the worker tells the page. */
export type FromWorker =
  | { type: 'rows'; rows: Row[]; received: number; matched: number; dropped: number }
  | {
      type: 'state';
      state: 'connecting' | 'running' | 'ended';
      message?: string;
      signedOut?: boolean;
      positions?: Record<string, string>;
    }
  | { type: 'position'; behindMillis: number }
  | { type: 'notice'; message: string }
  | { type: 'filterProblem'; message: string | null };
