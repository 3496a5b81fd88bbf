import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tiles from '@cloudscape-design/components/tiles';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { operation, type StreamMode } from '../api/kinesis';
import { go, streamHref } from '../shell/navigation';
import { notify } from '../shell/notices';
import { useMay } from '../shell/session';
import { CapacityCalculator } from './CapacityCalculator';
import { TagEditor, type TagRow } from './TagEditor';

const NAME = /^[a-zA-Z0-9_.-]{1,128}$/;
const DEFAULT_RETENTION_HOURS = 24;
const MAX_RETENTION_HOURS = 8_760;

export default function CreatePage() {
  const may = useMay('operator');
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [mode, setMode] = useState<StreamMode>('PROVISIONED');
  const [shards, setShards] = useState('1');
  const [retention, setRetention] = useState(String(DEFAULT_RETENTION_HOURS));
  const [tags, setTags] = useState<TagRow[]>([]);
  const [tried, setTried] = useState(false);

  const nameProblem = NAME.test(name) ? undefined : '1 to 128 letters, digits, and . _ -';
  const shardCount = Number(shards);
  const shardsProblem =
    Number.isInteger(shardCount) && shardCount >= 1 && shardCount <= 10_000
      ? undefined
      : 'A whole number from 1 to 10,000';
  const retentionHours = Number(retention);
  const retentionProblem =
    Number.isInteger(retentionHours) &&
    retentionHours >= DEFAULT_RETENTION_HOURS &&
    retentionHours <= MAX_RETENTION_HOURS
      ? undefined
      : `A whole number of hours from ${DEFAULT_RETENTION_HOURS} to ${MAX_RETENTION_HOURS}`;
  const fine = !nameProblem && (mode === 'ON_DEMAND' || !shardsProblem) && !retentionProblem;

  const create = useMutation({
    mutationFn: async () => {
      await operation('CreateStream', {
        StreamName: name,
        StreamModeDetails: { StreamMode: mode },
        ...(mode === 'PROVISIONED' ? { ShardCount: shardCount } : {}),
        ...(tags.length > 0 ? { Tags: Object.fromEntries(tags.map((tag) => [tag.key, tag.value])) } : {}),
      });
      if (retentionHours !== DEFAULT_RETENTION_HOURS) await lengthen(name, retentionHours);
    },
    onSuccess: () => {
      notify({ type: 'success', content: `${name} is being created.` });
      void queries.invalidateQueries();
      go(streamHref(name));
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (fine && may.allowed) create.mutate();
  }

  return (
    <form onSubmit={submit}>
      <Form
        header={<Header variant="h1">Create a stream</Header>}
        errorText={create.error ? create.error.message : undefined}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" href="/console/streams" formAction="none">
              Cancel
            </Button>
            <Button
              variant="primary"
              formAction="submit"
              loading={create.isPending}
              disabled={may.disabled}
              disabledReason={may.disabledReason}
            >
              Create
            </Button>
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">
          <Container header={<Header variant="h2">Stream</Header>}>
            <SpaceBetween size="l">
              <FormField
                label="Name"
                constraintText="1 to 128 letters, digits, and . _ -"
                errorText={tried ? nameProblem : undefined}
              >
                <Input
                  value={name}
                  onChange={({ detail }) => setName(detail.value)}
                  autoFocus
                  spellcheck={false}
                  autoComplete={false}
                />
              </FormField>
              <FormField label="Capacity" stretch>
                <Tiles
                  value={mode}
                  onChange={({ detail }) => setMode(detail.value as StreamMode)}
                  items={[
                    {
                      value: 'PROVISIONED',
                      label: 'Provisioned',
                      description: 'You say how many shards there are, and change that when you want.',
                    },
                    {
                      value: 'ON_DEMAND',
                      label: 'On-demand',
                      description: 'Starts with four shards and grows with the load by itself.',
                    },
                  ]}
                />
              </FormField>
              {mode === 'PROVISIONED' ? (
                <FormField
                  label="Shards"
                  constraintText="1 to 10,000; may be changed later."
                  errorText={tried ? shardsProblem : undefined}
                >
                  <Input value={shards} inputMode="numeric" onChange={({ detail }) => setShards(detail.value)} />
                </FormField>
              ) : null}
              <FormField
                label="Retention in hours"
                constraintText="24 (a day) to 8,760 (a year)"
                errorText={tried ? retentionProblem : undefined}
              >
                <Input value={retention} inputMode="numeric" onChange={({ detail }) => setRetention(detail.value)} />
              </FormField>
            </SpaceBetween>
          </Container>
          {mode === 'PROVISIONED' ? <CapacityCalculator onUse={(count) => setShards(String(count))} /> : null}
          <Container header={<Header variant="h2">Tags</Header>}>
            <TagEditor rows={tags} onChange={setTags} />
          </Container>
        </SpaceBetween>
      </Form>
    </form>
  );
}

/** A stream must be ACTIVE before its retention can be changed. */
async function lengthen(name: string, retentionHours: number): Promise<void> {
  for (let attempt = 0; ; attempt++)
    try {
      await operation('IncreaseStreamRetentionPeriod', { StreamName: name, RetentionPeriodHours: retentionHours });
      return;
    } catch (error) {
      if (attempt >= 40) throw error;
      await new Promise((done) => setTimeout(done, 250));
    }
}
