import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { operation, type StreamReaders } from '../api/kinesis';
import { ActionDialog } from '../figures/ActionDialog';
import { plural } from '../figures/format';
import { TypedName } from '../figures/TypedName';
import { notify } from '../shell/notices';
import { useMay } from '../shell/session';

interface Props {
  names: string[];
  open: boolean;
  onOpen: () => void;
  onClose: (deleted: boolean) => void;
}

const DEPENDANTS_SHOWN = 20;

/** The button and the dialog that asks for the name, and tells who still reads. */
export function DeleteStreams({ names, open, onOpen, onClose }: Props) {
  const may = useMay('operator');
  return (
    <>
      <Button onClick={onOpen} disabled={names.length === 0 || may.disabled} disabledReason={may.disabledReason}>
        Delete
      </Button>
      {open ? <DeleteDialog names={names} onClose={onClose} /> : null}
    </>
  );
}

function DeleteDialog({ names, onClose }: { names: string[]; onClose: (deleted: boolean) => void }) {
  const [typed, setTyped] = useState('');
  const expected = names.length === 1 ? names[0]! : `delete ${names.length} streams`;
  const readers = useQueries({
    queries: names.slice(0, DEPENDANTS_SHOWN).map((name) => ({
      queryKey: ['readers', name],
      queryFn: () => operation<StreamReaders>('DescribeStreamReaders', { StreamName: name }),
    })),
  });
  const dependants = readers.flatMap((reading, i) =>
    reading.data
      ? [
          ...reading.data.Consumers.map((one) => `${names[i]}: consumer ${one.ConsumerName}`),
          ...reading.data.Pollers.map((one) => `${names[i]}: polled by ${one.AccessKeyId}`),
        ]
      : [],
  );
  async function remove() {
    for (const name of names) await operation('DeleteStream', { StreamName: name, EnforceConsumerDeletion: true });
  }

  return (
    <ActionDialog
      title={names.length === 1 ? `Delete ${names[0]}?` : `Delete ${names.length} streams?`}
      action="Delete"
      ready={typed === expected}
      run={remove}
      onDone={() => {
        notify({ type: 'success', content: `${plural(names.length, 'stream')} deleted.` });
        onClose(true);
      }}
      onClose={() => onClose(false)}
    >
      <Alert type="warning">
        {names.length === 1 ? 'Its records are' : 'Their records are'} gone at once, and there is no way back.
      </Alert>
      {dependants.length > 0 ? (
        <div>
          <strong>Still read by</strong>
          <ul>
            {dependants.slice(0, DEPENDANTS_SHOWN).map((dependant) => (
              <li key={dependant}>{dependant}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {names.length > 1 ? (
        <Box>
          {names.slice(0, DEPENDANTS_SHOWN).join(', ')}
          {names.length > DEPENDANTS_SHOWN ? ' …' : ''}
        </Box>
      ) : null}
      <TypedName expected={expected} typed={typed} onChange={setTyped} />
    </ActionDialog>
  );
}
