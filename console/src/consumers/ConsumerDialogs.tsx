import Alert from '@cloudscape-design/components/alert';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { operation, type ConsumerReading } from '../api/kinesis';
import { ActionDialog } from '../figures/ActionDialog';
import { plural } from '../figures/format';
import { TypedName } from '../figures/TypedName';
import { notify } from '../shell/notices';
import { describe } from '../streams/useStream';

const NAME = /^[a-zA-Z0-9_.-]{1,128}$/;

function done(text: string, onClose: () => void) {
  notify({ type: 'success', content: text });
  onClose();
}

export function RegisterDialog({ stream, onClose }: { stream: string; onClose: () => void }) {
  const [name, setName] = useState('');
  return (
    <ActionDialog
      title="Register a consumer"
      action="Register"
      ready={NAME.test(name)}
      onDone={() => done(`${name} is being registered.`, onClose)}
      run={async () =>
        operation('RegisterStreamConsumer', { StreamARN: (await describe(stream)).StreamARN, ConsumerName: name })
      }
      onClose={onClose}
    >
      <FormField label="Name" constraintText="1 to 128 letters, digits, and . _ -">
        <Input value={name} onChange={({ detail }) => setName(detail.value)} autoFocus spellcheck={false} />
      </FormField>
    </ActionDialog>
  );
}

export function DeregisterDialog({ consumer, onClose }: { consumer: ConsumerReading; onClose: () => void }) {
  const [typed, setTyped] = useState('');
  return (
    <ActionDialog
      title={`Deregister ${consumer.ConsumerName}?`}
      action="Deregister"
      ready={typed === consumer.ConsumerName}
      onDone={() => done(`${consumer.ConsumerName} is being deregistered.`, onClose)}
      run={() => operation('DeregisterStreamConsumer', { ConsumerARN: consumer.ConsumerARN })}
      onClose={onClose}
    >
      {consumer.Subscriptions.length > 0 ? (
        <Alert type="warning">Its {plural(consumer.Subscriptions.length, 'subscription')} will end.</Alert>
      ) : null}
      <TypedName expected={consumer.ConsumerName} typed={typed} onChange={setTyped} />
    </ActionDialog>
  );
}
