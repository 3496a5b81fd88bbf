import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueries, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { operation, type StreamReaders } from '../api/kinesis';
import { plural } from '../figures/format';
import { notify, notifyFailure } from '../shell/notices';
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
  const queries = useQueryClient();
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
  const remove = useMutation({
    mutationFn: async () => {
      for (const name of names) await operation('DeleteStream', { StreamName: name, EnforceConsumerDeletion: true });
    },
    onSuccess: () => {
      notify({ type: 'success', content: `${plural(names.length, 'stream')} deleted.` });
      onClose(true);
    },
    onError: (error) => notifyFailure('Not everything was deleted', error),
    onSettled: () => void queries.invalidateQueries(),
  });

  return (
    <Modal
      visible
      header={names.length === 1 ? `Delete ${names[0]}?` : `Delete ${names.length} streams?`}
      closeAriaLabel="Close"
      onDismiss={() => onClose(false)}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={() => onClose(false)}>
              Cancel
            </Button>
            <Button
              variant="primary"
              disabled={typed !== expected}
              loading={remove.isPending}
              onClick={() => remove.mutate()}
            >
              Delete
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Alert type="warning">Its records are gone at once, and there is no way back.</Alert>
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
        <FormField
          label={
            <>
              To confirm, type <code>{expected}</code>
            </>
          }
        >
          <Input value={typed} onChange={({ detail }) => setTyped(detail.value)} autoFocus spellcheck={false} />
        </FormField>
      </SpaceBetween>
    </Modal>
  );
}
