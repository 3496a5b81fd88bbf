import Alert from '@cloudscape-design/components/alert';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMay } from '../shell/session';
import { Keys } from './Keys';
import { Users } from './Users';

/** Who may use the console, and which keys programs sign with. */
export default function AccessPage() {
  const admin = useMay('admin');
  return (
    <SpaceBetween size="l">
      <Header variant="h1">Access</Header>
      {admin.allowed ? <Users /> : null}
      {admin.allowed ? <Keys /> : null}
      {admin.allowed ? null : (
        <Alert type="info">Users and access keys are shown to administrators. {admin.disabledReason}</Alert>
      )}
    </SpaceBetween>
  );
}
