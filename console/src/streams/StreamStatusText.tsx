import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { StreamStatus } from '../api/kinesis';

const LOOKS: Record<StreamStatus, { type: StatusIndicatorProps.Type; text: string }> = {
  CREATING: { type: 'in-progress', text: 'being created' },
  DELETING: { type: 'in-progress', text: 'being deleted' },
  UPDATING: { type: 'in-progress', text: 'being updated' },
  ACTIVE: { type: 'success', text: 'active' },
};

export function StreamStatusText({ status }: { status: StreamStatus }) {
  const look = LOOKS[status];
  return <StatusIndicator type={look.type}>{look.text}</StatusIndicator>;
}
