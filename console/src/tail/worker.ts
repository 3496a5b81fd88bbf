import { bytesOf, decodeAuto, type Decoded } from './decode';
import { makeFilter, type Filter } from './filter';
import { deaggregate } from './kpl';
import { lines } from './lines';
import type { FromWorker, Row, TailMessage, TailRecord, TailRequest, ToWorker } from './protocol';

/*
 * Takes the tail off the network, opens aggregated records, filters, and hands the page few rows at a time, so that the page
 * stays quick however much comes. Rows that nobody could have read, because newer ones came in the same instant, are counted
 * and left out.
 */

/** The page is given new rows so often. */
const FLUSH_MILLIS = 150;
/** Rows a flush: a thousand a second, faster than anybody reads. */
const ROWS_A_FLUSH = 150;
/** Rows that wait for the next flushes, since records come in bursts. */
const MOST_WAITING = 1_000;
const PREVIEW_CHARACTERS = 300;
const RETRY_MILLIS = 1_500;

let filter: Filter = makeFilter({ text: '', key: '', path: '' });
let running: AbortController | undefined;
let waiting: Row[] = [];
let received = 0;
let matched = 0;
let dropped = 0;
let nextId = 1;
/** Where each shard was read up to: from there a broken tail goes on. */
let positions: Record<string, string> = {};

function tell(message: FromWorker): void {
  postMessage(message);
}

onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'filter') setFilter(data.filter);
  else if (data.type === 'stop') stop();
  else {
    stop();
    positions = { ...data.request.resume };
    running = new AbortController();
    void follow(data.request, data.csrf, running);
  }
};

setInterval(() => {
  if (waiting.length === 0 && received === 0) return;
  tell({ type: 'rows', rows: waiting.slice(0, ROWS_A_FLUSH), received, matched, dropped });
  waiting = waiting.slice(ROWS_A_FLUSH);
  received = matched = dropped = 0;
}, FLUSH_MILLIS);

function setFilter(text: Parameters<typeof makeFilter>[0]): void {
  try {
    filter = makeFilter(text);
    tell({ type: 'filterProblem', message: null });
  } catch (error) {
    tell({ type: 'filterProblem', message: error instanceof Error ? error.message : String(error) });
  }
}

function stop(): void {
  running?.abort();
  if (running) tell({ type: 'state', state: 'ended', positions });
  running = undefined;
}

async function follow(request: TailRequest, csrf: string, mine: AbortController): Promise<void> {
  let begun = Date.now();
  let first = true;
  while (!mine.signal.aborted) {
    tell({ type: 'state', state: 'connecting' });
    try {
      const resumed: TailRequest = first
        ? request
        : { ...request, resume: positions, start: afterBreak(request, begun) };
      if (first) begun = Date.now();
      first = false;
      const again = await read(resumed, csrf, mine);
      if (!again) return;
    } catch (error) {
      if (mine.signal.aborted) return;
      tell({
        type: 'notice',
        message: `The connection broke (${error instanceof Error ? error.message : String(error)}); trying again.`,
      });
    }
    await new Promise((done) => setTimeout(done, RETRY_MILLIS));
  }
}

/** Shards from which nothing was read yet begin where the tail began, not at the end that they have by now. */
function afterBreak(request: TailRequest, begun: number): TailRequest['start'] {
  return request.start.type === 'LATEST' ? { type: 'AT_TIMESTAMP', timestamp: begun } : request.start;
}

/** Reads until the end; true if it is worth another try. */
async function read(request: TailRequest, csrf: string, mine: AbortController): Promise<boolean> {
  const response = await fetch('/console/api/tail', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-millrace-csrf': csrf },
    body: JSON.stringify(request),
    signal: mine.signal,
    cache: 'no-store',
  });
  if (!response.ok || !response.body) {
    const body = (await response.json().catch(() => ({}))) as { error?: { code: string; message: string } };
    if (response.status >= 500 || response.status === 429)
      throw new Error(body.error?.message ?? `HTTP ${response.status}`);
    tell({
      type: 'state',
      state: 'ended',
      message: body.error?.message ?? `HTTP ${response.status}`,
      signedOut: response.status === 401,
      positions,
    });
    return false;
  }
  for await (const line of lines(response.body)) {
    if (mine.signal.aborted) return false;
    const message = JSON.parse(line) as TailMessage;
    switch (message.type) {
      case 'started':
        tell({ type: 'state', state: 'running' });
        break;
      case 'records':
        for (const record of message.records) await take(record);
        break;
      case 'position':
        tell({ type: 'position', behindMillis: message.behindMillis });
        break;
      case 'shards':
        tell({
          type: 'notice',
          message: `${message.closed.join(', ')} ended; ${message.opened.join(', ') || 'nothing'} follows.`,
        });
        break;
      case 'trouble':
        tell({ type: 'notice', message: message.message });
        break;
      case 'error':
        tell({ type: 'state', state: 'ended', message: message.message, positions });
        return false;
    }
  }
  return true;
}

async function take(record: TailRecord): Promise<void> {
  positions[record.shard] = record.seq;
  const data = bytesOf(record.data);
  const inside = record.cut ? null : deaggregate(data);
  if (!inside) {
    await consider(record, record.key, data, undefined);
    return;
  }
  for (const [i, user] of inside.entries()) await consider(record, user.key, user.data.slice(), i);
}

async function consider(record: TailRecord, key: string, data: Uint8Array, sub: number | undefined): Promise<void> {
  received++;
  if (!filter.matchesKey(key)) return;
  const decoded = await decodeAuto(data);
  if (!filter.matches(decoded, key)) return;
  matched++;
  waiting.push(row(record, key, data, sub, decoded));
  if (waiting.length > 2 * MOST_WAITING) {
    dropped += waiting.length - MOST_WAITING;
    waiting = waiting.slice(-MOST_WAITING);
  }
}

function row(record: TailRecord, key: string, data: Uint8Array, sub: number | undefined, decoded: Decoded): Row {
  return {
    id: nextId++,
    shard: record.shard,
    seq: record.seq,
    ...(sub === undefined ? {} : { sub }),
    at: record.at,
    key,
    size: sub === undefined ? record.size : data.length,
    preview: decoded.text.slice(0, PREVIEW_CHARACTERS).replace(/\s+/g, ' '),
    encoding: sub === undefined ? decoded.encoding : `aggregated ${decoded.encoding}`,
    data,
    cut: record.cut ?? false,
  };
}
