import { useEffect, useRef, useState } from 'react';
import { operation } from '../api/kinesis';
import { demoRecord, random, type DemoKind } from './demo';
import { base64OfText } from './encode';

export interface DemoSettings {
  kind: DemoKind;
  /** Records a second. */
  rate: number;
  keys: number;
  skew: number;
}

export interface DemoFigures {
  sent: number;
  refused: number;
  problem: string;
}

const TICK_MILLIS = 200;
/** PutRecords takes no more at a time. */
const BATCH = 500;
const AT_ONCE = 4;
const NONE: DemoFigures = { sent: 0, refused: 0, problem: '' };

/** Sends made-up records for as long as it is switched on and the page is open. What the stream can't take is counted, not kept. */
export function useDemo(stream: string, settings: DemoSettings, on: boolean): DemoFigures {
  const [figures, setFigures] = useState(NONE);
  const latest = useRef(settings);
  latest.current = settings;

  useEffect(() => {
    if (!on) return;
    setFigures(NONE);
    const next = random(Date.now());
    let owed = 0;
    let last = performance.now();
    let flying = 0;
    let ended = false;

    async function send(count: number) {
      const { kind, keys, skew } = latest.current;
      const records = Array.from({ length: count }, () => demoRecord(kind, keys, skew, next, Date.now()));
      flying++;
      try {
        const answer = await operation<{ FailedRecordCount?: number }>('PutRecords', {
          StreamName: stream,
          Records: records.map((record) => ({
            PartitionKey: record.key,
            Data: base64OfText(JSON.stringify(record.value)),
          })),
        });
        const refused = answer.FailedRecordCount ?? 0;
        if (!ended)
          setFigures((before) => ({
            sent: before.sent + count - refused,
            refused: before.refused + refused,
            problem: '',
          }));
      } catch (error) {
        const problem = error instanceof Error ? error.message : String(error);
        if (!ended) setFigures((before) => ({ ...before, refused: before.refused + count, problem }));
      } finally {
        flying--;
      }
    }

    const timer = setInterval(() => {
      const now = performance.now();
      owed = Math.min(owed + ((now - last) / 1000) * latest.current.rate, latest.current.rate);
      last = now;
      while (owed >= 1 && flying < AT_ONCE) {
        const count = Math.min(BATCH, Math.floor(owed));
        owed -= count;
        void send(count);
      }
    }, TICK_MILLIS);
    return () => {
      ended = true;
      clearInterval(timer);
    };
  }, [stream, on]);

  return figures;
}
