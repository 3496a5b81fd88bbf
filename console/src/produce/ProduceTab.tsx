import SpaceBetween from '@cloudscape-design/components/space-between';
import { useParams } from '@tanstack/react-router';
import { DemoGenerator } from './DemoGenerator';
import { RecordForm } from './RecordForm';

/** Records by hand, or many of a made-up kind. */
export default function ProduceTab() {
  const stream = useParams({ strict: false }).name!;
  return (
    <SpaceBetween size="l">
      <RecordForm stream={stream} />
      <DemoGenerator stream={stream} />
    </SpaceBetween>
  );
}
