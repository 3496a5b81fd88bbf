import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { operation, type ConsumerReading } from '../api/kinesis';
import { plural } from '../figures/format';
import { notify } from '../shell/notices';
import { describe } from '../streams/useStream';

const NAME = /^[a-zA-Z0-9_.-]{1,128}$/;

function Dialog({
  title,
  action,
  ready,
  run,
  done,
  onClose,
  children,
}: {
  title: string;
  action: string;
  ready: boolean;
  run: () => Promise<unknown>;
  done: string;
  onClose: () => void;
  children: ReactNode;
}) {
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: run,
    onSuccess: () => {
      notify({ type: 'success', content: done });
      onClose();
    },
    onSettled: () => void queries.invalidateQueries(),
  });
  return (
    <Modal
      visible
      header={title}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" disabled={!ready} loading={change.isPending} onClick={() => change.mutate()}>
              {action}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {change.error ? <Alert type="error">{change.error.message}</Alert> : null}
        {children}
      </SpaceBetween>
    </Modal>
  );
}

export function RegisterDialog({ stream, onClose }: { stream: string; onClose: () => void }) {
  const [name, setName] = useState('');
  return (
    <Dialog
      title="Register a consumer"
      action="Register"
      ready={NAME.test(name)}
      done={`${name} is being registered.`}
      run={async () =>
        operation('RegisterStreamConsumer', { StreamARN: (await describe(stream)).StreamARN, ConsumerName: name })
      }
      onClose={onClose}
    >
      <FormField label="Name" constraintText="1 to 128 letters, digits, and . _ -">
        <Input value={name} onChange={({ detail }) => setName(detail.value)} autoFocus spellcheck={false} />
      </FormField>
    </Dialog>
  );
}

export function DeregisterDialog({ consumer, onClose }: { consumer: ConsumerReading; onClose: () => void }) {
  const [typed, setTyped] = useState('');
  return (
    <Dialog
      title={`Deregister ${consumer.ConsumerName}?`}
      action="Deregister"
      ready={typed === consumer.ConsumerName}
      done={`${consumer.ConsumerName} is being deregistered.`}
      run={() => operation('DeregisterStreamConsumer', { ConsumerARN: consumer.ConsumerARN })}
      onClose={onClose}
    >
      {consumer.Subscriptions.length > 0 ? (
        <Alert type="warning">Its {plural(consumer.Subscriptions.length, 'subscription')} will end.</Alert>
      ) : null}
      <FormField
        label={
          <>
            To confirm, type <code>{consumer.ConsumerName}</code>
          </>
        }
      >
        <Input value={typed} onChange={({ detail }) => setTyped(detail.value)} autoFocus spellcheck={false} />
      </FormField>
    </Dialog>
  );
}
