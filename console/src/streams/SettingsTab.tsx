import SpaceBetween from '@cloudscape-design/components/space-between';
import { useParams } from '@tanstack/react-router';
import { Loading } from '../figures/Loading';
import { CapacitySettings } from './CapacitySettings';
import { MonitoringSettings } from './MonitoringSettings';
import { RetentionSettings } from './RetentionSettings';
import { TagSettings } from './TagSettings';
import { useStream } from './useStream';

/** What may be changed of a stream. Each part is its own form, with its own operation. */
export default function SettingsTab() {
  const name = useParams({ strict: false }).name!;
  const stream = useStream(name);
  if (!stream.data || stream.data.StreamName !== name) return <Loading what="the settings" />;
  return (
    <SpaceBetween size="l">
      <RetentionSettings stream={stream.data} />
      <CapacitySettings stream={stream.data} />
      <MonitoringSettings stream={stream.data} />
      <TagSettings name={name} />
    </SpaceBetween>
  );
}
