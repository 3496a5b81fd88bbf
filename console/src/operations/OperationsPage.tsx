import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { CheckPanel } from './CheckPanel';
import { SettingsPanel } from './SettingsPanel';
import { StoragePanel } from './StoragePanel';

/** What lies on the disk, whether it is whole, and how this installation is set. */
export default function OperationsPage() {
  return (
    <SpaceBetween size="l">
      <Header variant="h1">Operations</Header>
      <StoragePanel />
      <CheckPanel />
      <SettingsPanel />
    </SpaceBetween>
  );
}
