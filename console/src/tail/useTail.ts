import { useCallback, useEffect, useRef, useState } from 'react';
import { csrfToken, request } from '../api/client';
import type { FilterText, FromWorker, Row, TailRequest, ToWorker } from './protocol';
import { RowBuffer } from './RowBuffer';

export interface TailState {
  state: 'connecting' | 'running' | 'paused' | 'ended';
  message: string;
  behindMillis: number | undefined;
  received: number;
  matched: number;
  dropped: number;
  /** Records a second, over the last seconds. */
  rate: number;
  filterProblem: string | null;
  rows: Row[];
}

const INITIAL: TailState = {
  state: 'connecting',
  message: '',
  behindMillis: undefined,
  received: 0,
  matched: 0,
  dropped: 0,
  rate: 0,
  filterProblem: null,
  rows: [],
};

const RATE_WINDOW_MILLIS = 3_000;

/**
 * Runs a tail in a worker for as long as the page is open. While `held`, rows go on being gathered but the list that is shown
 * stays as it is, so that nothing moves under the eye.
 */
export function useTail(wanted: TailRequest, filter: FilterText, held: boolean) {
  const [tail, setTail] = useState<TailState>(INITIAL);
  const [paused, setPaused] = useState(false);
  const worker = useRef<Worker | null>(null);
  const buffer = useRef(new RowBuffer());
  const resume = useRef<Record<string, string>>({});
  const pausedAt = useRef(0);
  const hold = useRef(held);
  const key = JSON.stringify(wanted);

  useEffect(() => {
    const made = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.current = made;
    let recent: { at: number; count: number }[] = [];
    made.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      switch (data.type) {
        case 'rows': {
          buffer.current.add(data.rows);
          const now = performance.now();
          recent = [...recent.filter((one) => now - one.at < RATE_WINDOW_MILLIS), { at: now, count: data.received }];
          const rate = recent.reduce((sum, one) => sum + one.count, 0) / (RATE_WINDOW_MILLIS / 1000);
          setTail((before) => ({
            ...before,
            received: before.received + data.received,
            matched: before.matched + data.matched,
            dropped: before.dropped + data.dropped,
            rate,
            rows: hold.current ? before.rows : buffer.current.newestFirst(),
          }));
          break;
        }
        case 'state':
          if (data.positions) resume.current = data.positions;
          // So that the page learns that nobody is signed in, and asks.
          if (data.signedOut) void request('health').catch(() => undefined);
          setTail((before) => ({
            ...before,
            state: before.state === 'paused' ? 'paused' : data.state,
            message: data.message ?? '',
          }));
          break;
        case 'position':
          setTail((before) => ({ ...before, behindMillis: data.behindMillis, message: '' }));
          break;
        case 'notice':
          setTail((before) => ({ ...before, message: data.message }));
          break;
        case 'filterProblem':
          setTail((before) => ({ ...before, filterProblem: data.message }));
          break;
      }
    };
    return () => made.terminate();
  }, []);

  const tell = (message: ToWorker) => worker.current?.postMessage(message);

  const filterKey = JSON.stringify(filter);
  useEffect(() => tell({ type: 'filter', filter: JSON.parse(filterKey) as FilterText }), [filterKey]);

  useEffect(() => {
    buffer.current.clear();
    resume.current = {};
    setPaused(false);
    setTail((before) => ({ ...INITIAL, filterProblem: before.filterProblem }));
    tell({ type: 'start', request: JSON.parse(key) as TailRequest, csrf: csrfToken() });
    return () => tell({ type: 'stop' });
  }, [key]);

  useEffect(() => {
    hold.current = held;
    if (!held) setTail((before) => ({ ...before, rows: buffer.current.newestFirst() }));
  }, [held]);

  const pause = useCallback(() => {
    pausedAt.current = Date.now();
    setPaused(true);
    setTail((before) => ({ ...before, state: 'paused', rate: 0 }));
    tell({ type: 'stop' });
  }, []);

  const goOn = useCallback(() => {
    setPaused(false);
    setTail((before) => ({ ...before, state: 'connecting' }));
    const request = JSON.parse(key) as TailRequest;
    // What came meanwhile is read now: nothing is left out by a pause.
    const start =
      request.start.type === 'LATEST' ? { type: 'AT_TIMESTAMP' as const, timestamp: pausedAt.current } : request.start;
    tell({ type: 'start', request: { ...request, start, resume: resume.current }, csrf: csrfToken() });
  }, [key]);

  const clear = useCallback(() => {
    buffer.current.clear();
    setTail((before) => ({ ...before, rows: [], received: 0, matched: 0, dropped: 0 }));
  }, []);

  return { tail, paused, pause, goOn, clear };
}
