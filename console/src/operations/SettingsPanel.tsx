import Alert from '@cloudscape-design/components/alert';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useQuery } from '@tanstack/react-query';
import { readSettings } from '../api/admin';
import { operation, type Setting } from '../api/kinesis';
import { Empty } from '../figures/Loading';
import { Problem } from '../figures/Problem';
import { useFilters } from '../shell/navigation';
import { useMay } from '../shell/session';

interface Row {
  id: string;
  service: string;
  name: string;
  value: string;
  defaultValue: string;
  source: string;
}

async function settingsOfAll(): Promise<Row[]> {
  const [gateway, streams] = await Promise.all([
    readSettings(),
    operation<{ Service: string; Settings: Setting[] }>('DescribeSettings'),
  ]);
  return [
    ...gateway.settings.map((one) => ({
      id: `${gateway.service} ${one.name}`,
      service: gateway.service,
      name: one.name,
      value: one.value,
      defaultValue: one.defaultValue ?? '',
      source: one.source,
    })),
    ...streams.Settings.map((one) => ({
      id: `${streams.Service} ${one.Name}`,
      service: streams.Service,
      name: one.Name,
      value: one.Value,
      defaultValue: one.DefaultValue ?? '',
      source: one.Source,
    })),
  ];
}

/** The settings in force, and where each comes from. */
export function SettingsPanel() {
  const admin = useMay('admin');
  const [search, change] = useFilters();
  const settings = useQuery({ queryKey: ['settings'], queryFn: settingsOfAll, enabled: admin.allowed });
  const text = search['q'] ?? '';
  const wanted = text.trim().toLowerCase();
  if (!admin.allowed) return <Alert type="info">Settings are shown to administrators. {admin.disabledReason}</Alert>;
  return (
    <SpaceBetween size="s">
      <Problem error={settings.error} what="The settings can’t be read" retry={() => void settings.refetch()} />
      <Table
        header={
          <Header
            variant="h2"
            description="Secrets are never shown. To change one, set it and start again: docs/settings.md."
          >
            Settings in force
          </Header>
        }
        loading={settings.isPending}
        loadingText="Loading the settings"
        items={(settings.data ?? []).filter(
          (row) => wanted === '' || `${row.name} ${row.value}`.toLowerCase().includes(wanted),
        )}
        trackBy="id"
        ariaLabels={{ tableLabel: 'Settings' }}
        filter={
          <div data-search>
            <TextFilter
              filteringText={text}
              filteringPlaceholder="Find settings"
              filteringAriaLabel="Find settings"
              onChange={({ detail }) => change({ q: detail.filteringText || undefined })}
            />
          </div>
        }
        empty={<Empty title="No setting matches" />}
        columnDefinitions={[
          { id: 'name', header: 'Setting', isRowHeader: true, cell: (row) => <span className="mono">{row.name}</span> },
          { id: 'value', header: 'Value', cell: (row) => <span className="mono">{row.value}</span> },
          { id: 'default', header: 'Default', cell: (row) => <span className="mono quiet">{row.defaultValue}</span> },
          { id: 'source', header: 'From', cell: (row) => row.source.toLowerCase().replaceAll('_', ' ') },
          { id: 'service', header: 'Service', cell: (row) => row.service },
        ]}
      />
    </SpaceBetween>
  );
}
