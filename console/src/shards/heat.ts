import type { ShardLoad } from '../api/kinesis';

/** The write use of the busiest minute of the last hour, or of the last seconds, if these are busier. */
export function busiest(shard: Pick<ShardLoad, 'PeakWriteUtilization' | 'WriteUtilization'>): number {
  return Math.max(shard.PeakWriteUtilization, shard.WriteUtilization);
}

/** Steps of the colour scale, and what each begins at. The figure stands beside the colour everywhere. */
const STEPS = [0, 0.01, 0.25, 0.6, 0.8, 1];

/** 0 (nothing) to 5 (at the limit of AWS or above it). */
export function heat(utilization: number): number {
  let step = 0;
  for (let i = 1; i < STEPS.length; i++) if (utilization >= STEPS[i]!) step = i;
  return step;
}

export const LEGEND = ['none', 'under 25 %', '25 % and more', '60 % and more', '80 % and more', '100 % and more'];
