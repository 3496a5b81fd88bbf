import ExpandableSection from '@cloudscape-design/components/expandable-section';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { usePreferences } from '../shell/preferences';
import { time } from './format';
import { Empty } from './Loading';

export interface Series {
  label: string;
  values: number[];
}

interface Props {
  title: string;
  /** The end of the last minute, in milliseconds. */
  end: number;
  series: Series[];
  format: (value: number) => string;
  height?: number;
}

// Told apart by lightness and dash too, not by hue alone.
const STROKES = {
  light: ['#0b6b73', '#b0541c', '#5a4fa3'],
  dark: ['#5fd0c5', '#f0a36a', '#b3a9f5'],
};
const DASHES: number[][] = [[], [6, 3], [2, 3]];

/** Figures of the last hour, one value a minute, with the same figures as a table below. */
export function TimeChart({ title, end, series, format, height = 180 }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const formatting = useRef(format);
  formatting.current = format;
  const { zone, dark } = usePreferences();
  const length = Math.max(...series.map((one) => one.values.length), 0);
  const moments = Array.from({ length }, (_, i) => end / 1000 - (length - 1 - i) * 60);
  const data: uPlot.AlignedData = [moments, ...series.map((one) => one.values)];
  const labels = series.map((one) => one.label).join('\n');
  const latest = useRef(data);
  latest.current = data;

  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const ink = dark ? '#b7c2c4' : '#414d50';
    const grid = { stroke: dark ? '#263335' : '#e4e9ea', width: 1 };
    const strokes = dark ? STROKES.dark : STROKES.light;
    const made = new uPlot(
      {
        width: Math.max(element.clientWidth, 200),
        height,
        tzDate: (seconds) =>
          zone === 'utc' ? uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC') : new Date(seconds * 1000),
        scales: { y: { range: (_u, _min, max) => [0, max > 0 ? max * 1.1 : 1] } },
        legend: { live: true },
        cursor: { drag: { x: false, y: false } },
        axes: [
          {
            stroke: ink,
            grid,
            ticks: grid,
            // There is one value a minute: no mark stands between two.
            incrs: [60, 300, 600, 1_200, 1_800],
            values: (_u, ticks) => ticks.map((t) => time(t * 1000, zone).slice(11, 16)),
          },
          { stroke: ink, grid, ticks: grid, size: 84, values: (_u, ticks) => ticks.map((t) => formatting.current(t)) },
        ],
        series: [
          { label: 'Time', value: (_u, value) => (value == null ? '–' : time(value * 1000, zone).slice(11, 16)) },
          ...labels.split('\n').map((label, i) => ({
            label,
            stroke: strokes[i % strokes.length]!,
            dash: DASHES[i % DASHES.length]!,
            width: 2,
            points: { show: false },
            value: (_u: uPlot, value: number | null) => (value == null ? '–' : formatting.current(value)),
          })),
        ],
      },
      latest.current,
      element,
    );
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: Math.max(element.clientWidth, 200), height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [dark, zone, height, labels, length === 0]);

  useEffect(() => plot.current?.setData(latest.current), [data]);

  if (length === 0) return <Empty title="No figures yet">The first come within a minute.</Empty>;
  return (
    <div>
      <div ref={holder} className="chart" role="img" aria-label={`${title}, last hour; as a table below`} />
      <ExpandableSection headerText={`${title} as a table`} variant="footer">
        <div className="chart-table">
          <table>
            <caption className="unseen">{title}</caption>
            <thead>
              <tr>
                <th scope="col">Time</th>
                {series.map((one) => (
                  <th key={one.label} scope="col">
                    {one.label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {moments.map((moment, i) => (
                <tr key={moment}>
                  <td>{time(moment * 1000, zone).slice(11, 16)}</td>
                  {series.map((one) => (
                    <td key={one.label}>{format(one.values[i] ?? 0)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </ExpandableSection>
    </div>
  );
}
