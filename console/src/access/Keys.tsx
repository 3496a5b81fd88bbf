import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changeKey, createKey, deleteKey, listKeys, type AccessKey } from '../api/admin';
import { ActionDialog } from '../figures/ActionDialog';
import { Empty } from '../figures/Loading';
import { Problem } from '../figures/Problem';
import { Ago } from '../figures/Time';
import { notifyFailure } from '../shell/notices';
import { ShownOnce } from './ShownOnce';

const KINDS: Record<AccessKey['kind'], string> = { root: 'Root', user: 'Made here', console: 'The console’s own' };

/** Keys that programs sign with. A secret is shown when it is made, and never again. */
export function Keys() {
  const queries = useQueryClient();
  const keys = useQuery({ queryKey: ['keys'], queryFn: listKeys });
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<{ accessKeyId: string; secretAccessKey: string } | null>(null);
  const change = useMutation({
    mutationFn: async ({ id, action }: { id: string; action: string }) => {
      if (action === 'delete') await deleteKey(id);
      else await changeKey(id, action === 'activate');
    },
    onError: (error) => notifyFailure('The key can’t be changed', error),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['keys'] }),
  });

  return (
    <SpaceBetween size="s">
      <Problem error={keys.error} what="The access keys can’t be listed" retry={() => void keys.refetch()} />
      <Table
        header={
          <Header
            variant="h2"
            counter={keys.data ? `(${keys.data.keys.length})` : undefined}
            description="A change is felt within five seconds."
            actions={<Button onClick={() => setAdding(true)}>Make an access key</Button>}
          >
            Access keys
          </Header>
        }
        loading={keys.isPending}
        loadingText="Loading the keys"
        items={keys.data?.keys ?? []}
        trackBy="accessKeyId"
        ariaLabels={{ tableLabel: 'Access keys' }}
        empty={<Empty title="No keys" />}
        columnDefinitions={[
          {
            id: 'id',
            header: 'Access key id',
            isRowHeader: true,
            cell: (key) => <span className="mono">{key.accessKeyId}</span>,
          },
          { id: 'description', header: 'What for', cell: (key) => key.description || '–' },
          { id: 'kind', header: 'Kind', cell: (key) => KINDS[key.kind] },
          {
            id: 'state',
            header: 'State',
            cell: (key) =>
              key.active ? (
                <StatusIndicator type="success">active</StatusIndicator>
              ) : (
                <StatusIndicator type="stopped">inactive</StatusIndicator>
              ),
          },
          { id: 'created', header: 'Made', cell: (key) => <Ago at={key.createdAt} /> },
          {
            id: 'actions',
            header: <span className="unseen">What can be done</span>,
            cell: (key) =>
              key.kind === 'console' ? null : (
                <ButtonDropdown
                  variant="inline-icon"
                  ariaLabel={`Change ${key.accessKeyId}`}
                  expandToViewport
                  items={[
                    key.active ? { id: 'deactivate', text: 'Deactivate' } : { id: 'activate', text: 'Activate' },
                    ...(key.kind === 'user'
                      ? [{ id: 'delete', text: 'Delete', disabled: key.active, disabledReason: 'Deactivate it first.' }]
                      : []),
                  ]}
                  onItemClick={({ detail }) => change.mutate({ id: key.accessKeyId, action: detail.id })}
                />
              ),
          },
        ]}
      />
      {adding ? (
        <AddKey
          onClose={() => setAdding(false)}
          onMade={(key) => {
            setAdding(false);
            setMade(key);
          }}
        />
      ) : null}
      {made ? (
        <ShownOnce
          title="The new access key"
          note="Who has it may do whatever this account may do."
          values={[
            { name: 'Access key id', text: made.accessKeyId },
            { name: 'Secret access key', text: made.secretAccessKey },
          ]}
          onClose={() => setMade(null)}
        />
      ) : null}
    </SpaceBetween>
  );
}

function AddKey({
  onClose,
  onMade,
}: {
  onClose: () => void;
  onMade: (key: { accessKeyId: string; secretAccessKey: string }) => void;
}) {
  const [description, setDescription] = useState('');
  return (
    <ActionDialog
      title="Make an access key"
      action="Make"
      run={() => createKey(description)}
      onDone={onMade}
      onClose={onClose}
    >
      <FormField label="What for" constraintText="For those who look at the list later; up to 128 characters.">
        <Input value={description} onChange={({ detail }) => setDescription(detail.value)} autoFocus />
      </FormField>
    </ActionDialog>
  );
}
