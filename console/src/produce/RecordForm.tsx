import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FileUpload from '@cloudscape-design/components/file-upload';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Link from '@cloudscape-design/components/link';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { operation } from '../api/kinesis';
import { streamHref } from '../shell/navigation';
import { useMay } from '../shell/session';
import { base64, dataOf, type Form as DataForm } from './encode';

const FORMS: { id: DataForm; text: string }[] = [
  { id: 'text', text: 'Text' },
  { id: 'json', text: 'JSON' },
  { id: 'base64', text: 'Base64' },
  { id: 'file', text: 'File' },
];

/** 2^128 has 39 digits. */
const HASH = /^(0|[1-9]\d{0,38})$/;

interface Sent {
  ShardId: string;
  SequenceNumber: string;
}

/** One record, as PutRecord takes it. */
export function RecordForm({ stream }: { stream: string }) {
  const may = useMay('operator');
  const [key, setKey] = useState('me');
  const [hash, setHash] = useState('');
  const [form, setForm] = useState<DataForm>('text');
  const [typed, setTyped] = useState('hello');
  const [files, setFiles] = useState<File[]>([]);
  const hashProblem = hash === '' || HASH.test(hash) ? undefined : 'A whole number from 0 to 2^128 - 1';
  const file = files[0];

  const send = useMutation({
    mutationFn: async () => {
      const data = form === 'file' ? base64(new Uint8Array(await file!.arrayBuffer())) : dataOf(form, typed);
      return operation<Sent>('PutRecord', {
        StreamName: stream,
        PartitionKey: key,
        Data: data,
        ...(hash === '' ? {} : { ExplicitHashKey: hash }),
      });
    },
  });
  const ready = key !== '' && !hashProblem && (form !== 'file' || file !== undefined);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (ready && may.allowed) send.mutate();
  }

  return (
    <Container header={<Header variant="h2">Send a record</Header>}>
      <form onSubmit={submit} aria-label="Send a record">
        <Form
          actions={
            <Button
              variant="primary"
              formAction="submit"
              loading={send.isPending}
              disabled={may.disabled || !ready}
              disabledReason={may.disabledReason}
            >
              Send
            </Button>
          }
        >
          <SpaceBetween size="m">
            <FormField
              label="Partition key"
              constraintText="1 to 256 characters"
              errorText={key === '' ? 'A record needs one' : undefined}
            >
              <Input value={key} onChange={({ detail }) => setKey(detail.value)} spellcheck={false} />
            </FormField>
            <FormField
              label="Explicit hash key (optional)"
              constraintText="Instead of the key’s MD5: 0 to 2^128 - 1"
              errorText={hashProblem}
            >
              <Input
                value={hash}
                inputMode="numeric"
                onChange={({ detail }) => setHash(detail.value.trim())}
                spellcheck={false}
              />
            </FormField>
            <SegmentedControl
              selectedId={form}
              label="The data is"
              options={FORMS}
              onChange={({ detail }) => setForm(detail.selectedId as DataForm)}
            />
            {form === 'file' ? (
              <FormField
                label="File"
                constraintText="Its bytes are the record’s data: up to the stream’s largest record, 10 MiB at most."
              >
                <FileUpload
                  value={files}
                  onChange={({ detail }) => setFiles(detail.value)}
                  showFileSize
                  i18nStrings={{
                    uploadButtonText: () => 'Choose a file',
                    dropzoneText: () => 'Drop a file',
                    removeFileAriaLabel: () => 'Remove the file',
                    limitShowFewer: 'Fewer',
                    limitShowMore: 'More',
                    errorIconAriaLabel: 'Error',
                  }}
                />
              </FormField>
            ) : (
              <FormField label="Data" stretch>
                <Textarea value={typed} rows={6} spellcheck={false} onChange={({ detail }) => setTyped(detail.value)} />
              </FormField>
            )}
            {send.error ? <Alert type="error">{send.error.message}</Alert> : null}
            {send.data ? (
              <Alert type="success" header="Stored">
                <span data-testid="stored" className="mono">
                  {send.data.ShardId} {send.data.SequenceNumber}
                </span>{' '}
                <Link
                  href={streamHref(stream, 'tail', {
                    start: 'AT_SEQUENCE_NUMBER',
                    shard: send.data.ShardId,
                    seq: send.data.SequenceNumber,
                  })}
                >
                  See it
                </Link>
              </Alert>
            ) : null}
          </SpaceBetween>
        </Form>
      </form>
    </Container>
  );
}
