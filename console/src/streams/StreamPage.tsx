import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { Outlet, useParams, useRouterState } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { ApiError } from '../api/client';
import { plural } from '../figures/format';
import { Empty, Loading } from '../figures/Loading';
import { Problem } from '../figures/Problem';
import { go, streamHref } from '../shell/navigation';
import { DeleteStreams } from './DeleteStreams';
import { StreamStatusText } from './StreamStatusText';
import { useStream } from './useStream';

const TABS = [
  { id: '', label: 'Monitoring' },
  { id: 'tail', label: 'Live tail' },
  { id: 'shards', label: 'Shards' },
  { id: 'consumers', label: 'Consumers' },
  { id: 'produce', label: 'Produce' },
  { id: 'settings', label: 'Settings' },
];

/** What is around each view of one stream. */
export default function StreamPage() {
  const name = useParams({ strict: false }).name!;
  const path = useRouterState({ select: (state) => state.location.pathname });
  const active = TABS.find((tab) => tab.id && path.endsWith(`/${tab.id}`))?.id ?? '';
  const stream = useStream(name);
  const [deleting, setDeleting] = useState(false);
  const summary = stream.data;
  const gone = stream.error instanceof ApiError && stream.error.code === 'ResourceNotFoundException';
  // Another stream's figures, kept while this one's are on their way, are not shown as this one's.
  const ours = summary?.StreamName === name ? summary : undefined;

  return (
    <SpaceBetween size="m">
      <BreadcrumbGroup
        ariaLabel="Breadcrumbs"
        items={[
          { text: 'Streams', href: '/console/streams' },
          { text: name, href: streamHref(name) },
        ]}
      />
      <Header
        variant="h1"
        actions={
          <DeleteStreams
            names={ours ? [name] : []}
            open={deleting}
            onOpen={() => setDeleting(true)}
            onClose={(deleted) => {
              setDeleting(false);
              if (deleted) go('/console/streams');
            }}
          />
        }
        description={
          ours ? (
            <SpaceBetween direction="horizontal" size="s" alignItems="center">
              <StreamStatusText status={ours.StreamStatus} />
              <span>{ours.StreamModeDetails?.StreamMode === 'ON_DEMAND' ? 'On-demand' : 'Provisioned'}</span>
              <span>{plural(ours.OpenShardCount, 'open shard')}</span>
              <span className="mono">{ours.StreamARN}</span>
            </SpaceBetween>
          ) : undefined
        }
      >
        {name}
      </Header>
      {gone ? (
        <Empty title={`There is no stream ${name}`}>It was deleted, or never was.</Empty>
      ) : (
        <>
          <Problem error={stream.error} what="The stream can’t be described" retry={() => void stream.refetch()} />
          <Tabs
            ariaLabel={`Views of ${name}`}
            activeTabId={active || 'monitoring'}
            onChange={({ detail }) =>
              go(streamHref(name, detail.activeTabId === 'monitoring' ? '' : detail.activeTabId))
            }
            tabs={TABS.map((tab) => ({
              id: tab.id || 'monitoring',
              label: tab.label,
              content:
                tab.id === active ? (
                  <Suspense fallback={<Loading what={tab.label.toLowerCase()} />}>
                    <Outlet key={name} />
                  </Suspense>
                ) : null,
            }))}
          />
        </>
      )}
    </SpaceBetween>
  );
}
