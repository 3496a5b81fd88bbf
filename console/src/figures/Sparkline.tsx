interface Props {
  values: number[];
  /** What it shows, for those who don't see it. */
  label: string;
  width?: number;
  height?: number;
}

/** The course of a figure over the last hour, one value a minute, newest at the right. */
export function Sparkline({ values, label, width = 96, height = 22 }: Props) {
  const top = Math.max(...values, 0);
  if (values.length < 2 || top === 0) return <span className="quiet">–</span>;
  const step = width / 59;
  const offset = 60 - values.length;
  const points = values.map(
    (value, i) => `${((i + offset) * step).toFixed(1)},${(height - 1 - (value / top) * (height - 3)).toFixed(1)}`,
  );
  return (
    <svg className="sparkline" width={width} height={height} role="img" aria-label={label}>
      <polyline points={points.join(' ')} />
    </svg>
  );
}
