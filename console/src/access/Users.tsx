import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changeUser, createUser, deleteUser, listUsers, resetPassword, type User } from '../api/admin';
import type { Role } from '../api/session';
import { ActionDialog } from '../figures/ActionDialog';
import { Empty } from '../figures/Loading';
import { Problem } from '../figures/Problem';
import { Ago } from '../figures/Time';
import { notify, notifyFailure } from '../shell/notices';
import { useSession } from '../shell/session';
import { ShownOnce } from './ShownOnce';

const ROLES: { value: Role; label: string; description: string }[] = [
  { value: 'viewer', label: 'Viewer', description: 'Sees everything about streams, records too' },
  {
    value: 'operator',
    label: 'Operator',
    description: 'Also sends records, and changes streams, shards and consumers',
  },
  { value: 'admin', label: 'Administrator', description: 'Also users, access keys, policies and settings' },
];

const NAME = /^[A-Za-z0-9._@-]{1,64}$/;

type Action = 'role' | 'disable' | 'enable' | 'password';

/** Users of the console. */
export function Users() {
  const queries = useQueryClient();
  const me = useSession().user.name;
  const users = useQuery({ queryKey: ['users'], queryFn: listUsers });
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<User | null>(null);
  const [secret, setSecret] = useState<{ name: string; password: string } | null>(null);

  const change = useMutation({
    mutationFn: async ({ user, action, role }: { user: User; action: Action; role?: Role }) => {
      switch (action) {
        case 'role':
          await changeUser(user.name, { role: role! });
          return;
        case 'disable':
        case 'enable':
          await changeUser(user.name, { disabled: action === 'disable' });
          return;
        case 'password':
          setSecret({ name: user.name, ...(await resetPassword(user.name)) });
      }
    },
    onError: (error) => notifyFailure('The user can’t be changed', error),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['users'] }),
  });

  return (
    <SpaceBetween size="s">
      <Problem error={users.error} what="The users can’t be listed" retry={() => void users.refetch()} />
      <Table
        header={
          <Header
            variant="h2"
            counter={users.data ? `(${users.data.users.length})` : undefined}
            actions={<Button onClick={() => setAdding(true)}>Add a user</Button>}
          >
            Users
          </Header>
        }
        loading={users.isPending}
        loadingText="Loading the users"
        items={users.data?.users ?? []}
        trackBy="name"
        ariaLabels={{ tableLabel: 'Users' }}
        empty={<Empty title="No users" />}
        columnDefinitions={[
          {
            id: 'name',
            header: 'Name',
            isRowHeader: true,
            cell: (user) => `${user.name}${user.name === me ? ' (you)' : ''}`,
          },
          {
            id: 'role',
            header: 'Role',
            cell: (user) => ROLES.find((role) => role.value === user.role)?.label ?? user.role,
          },
          {
            id: 'source',
            header: 'Signs in with',
            cell: (user) => (user.source === 'oidc' ? 'OpenID Connect' : 'a password'),
          },
          {
            id: 'state',
            header: 'State',
            cell: (user) =>
              user.disabled ? (
                <StatusIndicator type="stopped">disabled</StatusIndicator>
              ) : user.mustChangePassword ? (
                <StatusIndicator type="pending">temporary password</StatusIndicator>
              ) : (
                <StatusIndicator type="success">active</StatusIndicator>
              ),
          },
          {
            id: 'last',
            header: 'Last sign-in',
            cell: (user) => (user.lastSignInAt ? <Ago at={user.lastSignInAt} /> : 'never'),
          },
          {
            id: 'actions',
            header: <span className="unseen">What can be done</span>,
            cell: (user) => (
              <ButtonDropdown
                variant="inline-icon"
                ariaLabel={`Change ${user.name}`}
                expandToViewport
                items={[
                  ...ROLES.filter((role) => role.value !== user.role && user.source === 'local').map((role) => ({
                    id: role.value,
                    text: `Make ${role.label.toLowerCase()}`,
                  })),
                  user.disabled ? { id: 'enable', text: 'Enable' } : { id: 'disable', text: 'Disable' },
                  ...(user.source === 'local' ? [{ id: 'password', text: 'Give a temporary password' }] : []),
                  { id: 'delete', text: 'Delete' },
                ]}
                onItemClick={({ detail }) => {
                  const role = ROLES.find((one) => one.value === detail.id)?.value;
                  if (role) change.mutate({ user, action: 'role', role });
                  else if (detail.id === 'delete') setRemoving(user);
                  else change.mutate({ user, action: detail.id as Action });
                }}
              />
            ),
          },
        ]}
      />
      {adding ? (
        <AddUser
          onClose={() => setAdding(false)}
          onAdded={(name, password) => {
            setAdding(false);
            setSecret({ name, password });
          }}
        />
      ) : null}
      {secret ? (
        <ShownOnce
          title={`Temporary password of ${secret.name}`}
          note="The user changes it at the next sign-in."
          values={[{ name: 'Password', text: secret.password }]}
          onClose={() => setSecret(null)}
        />
      ) : null}
      {removing ? (
        <ActionDialog
          title={`Delete ${removing.name}?`}
          action="Delete"
          run={() => deleteUser(removing.name)}
          onDone={() => {
            notify({ type: 'success', content: `${removing.name} is deleted.` });
            setRemoving(null);
          }}
          onClose={() => setRemoving(null)}
        >
          The user is signed out at once. The audit log keeps what the user did.
        </ActionDialog>
      ) : null}
    </SpaceBetween>
  );
}

function AddUser({ onClose, onAdded }: { onClose: () => void; onAdded: (name: string, password: string) => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  return (
    <ActionDialog
      title="Add a user"
      action="Add"
      ready={NAME.test(name)}
      run={() => createUser(name, role)}
      onDone={(made) => onAdded(made.user.name, made.password)}
      onClose={onClose}
    >
      <FormField label="Name" constraintText="1 to 64 letters, digits, and . _ @ -">
        <Input value={name} onChange={({ detail }) => setName(detail.value)} autoFocus spellcheck={false} />
      </FormField>
      <FormField label="Role">
        <Select
          selectedOption={ROLES.find((one) => one.value === role)!}
          options={ROLES}
          onChange={({ detail }) => setRole(detail.selectedOption.value as Role)}
        />
      </FormField>
    </ActionDialog>
  );
}
