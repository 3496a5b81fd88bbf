import Box from '@cloudscape-design/components/box';
import type { ReactNode } from 'react';

/** One figure with its name, and what belongs to it. */
export function Metric({ name, value, children }: { name: string; value: ReactNode; children?: ReactNode }) {
  return (
    <div>
      <Box variant="awsui-key-label">{name}</Box>
      <span className="figure">{value}</span>
      {children ? <span className="quiet">{children}</span> : null}
    </div>
  );
}
