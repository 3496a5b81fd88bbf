import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useInfiniteQuery } from '@tanstack/react-query';
import { readAudit, type AuditEvent, type AuditFilter } from '../api/admin';
import { Empty } from '../figures/Loading';
import { Problem } from '../figures/Problem';
import { Time } from '../figures/Time';
import { TimeField } from '../figures/TimeField';
import { useFilters } from '../shell/navigation';

const PAGE = 50;

function Detail({ event }: { event: AuditEvent }) {
  let text = event.detail ?? '';
  try {
    text = JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // Cut where it was too long: shown as it is.
  }
  return (
    <ExpandableSection
      headerText={<span className="unseen">Details of {event.action}</span>}
      headerAriaLabel={`Details of ${event.action}`}
    >
      <pre className="snippet">{text || 'No parameters'}</pre>
      <div className="quiet">
        Request {event.requestId}
        {event.sourceAddress ? ` from ${event.sourceAddress}` : ''}
      </div>
    </ExpandableSection>
  );
}

/** Who changed what, and when, whether by the console or by a program. */
export default function AuditPage() {
  const [search, change] = useFilters();
  const filter: AuditFilter = {
    text: search['q'],
    actor: search['actor'],
    result: search['result'],
    from: search['from'],
    to: search['to'],
    limit: PAGE,
  };
  const log = useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) => readAudit({ ...filter, before: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    refetchInterval: 15_000,
  });
  const events = log.data?.pages.flatMap((page) => page.events) ?? [];
  return (
    <SpaceBetween size="m">
      <Problem error={log.error} what="The audit log can’t be read" retry={() => void log.refetch()} />
      <Table
        header={
          <Header
            variant="h1"
            description="Every change of streams, consumers, users and keys, and every sign-in; by the console or by a program."
          >
            Audit log
          </Header>
        }
        loading={log.isPending}
        loadingText="Loading the audit log"
        items={events}
        trackBy="id"
        wrapLines
        ariaLabels={{ tableLabel: 'Audit log' }}
        filter={
          <div className="filters">
            <div data-search className="grow">
              <FormField label="Search">
                <Input
                  type="search"
                  value={search['q'] ?? ''}
                  placeholder="action, stream, user, parameter"
                  onChange={({ detail }) => change({ q: detail.value || undefined })}
                />
              </FormField>
            </div>
            <FormField label="By">
              <Input
                type="search"
                value={search['actor'] ?? ''}
                onChange={({ detail }) => change({ actor: detail.value || undefined })}
              />
            </FormField>
            <FormField label="Result">
              <Input
                type="search"
                value={search['result'] ?? ''}
                placeholder="Success, or an error"
                onChange={({ detail }) => change({ result: detail.value || undefined })}
              />
            </FormField>
            <TimeField optional label="From" at={search['from']} onChange={(from) => change({ from })} />
            <TimeField optional label="To" at={search['to']} onChange={(to) => change({ to })} />
          </div>
        }
        empty={<Empty title={Object.values(search).some(Boolean) ? 'Nothing matches' : 'Nothing was changed yet'} />}
        footer={
          log.hasNextPage ? (
            <Button onClick={() => void log.fetchNextPage()} loading={log.isFetchingNextPage}>
              Older
            </Button>
          ) : undefined
        }
        columnDefinitions={[
          { id: 'at', header: 'When', cell: (event) => <Time at={event.at} fraction /> },
          { id: 'action', header: 'Action', isRowHeader: true, cell: (event) => event.action },
          {
            id: 'resource',
            header: 'Of',
            maxWidth: 320,
            cell: (event) => <span className="mono">{event.resource ?? '–'}</span>,
          },
          { id: 'actor', header: 'By', maxWidth: 220, cell: (event) => <span className="mono">{event.actor}</span> },
          { id: 'source', header: 'Through', cell: (event) => (event.source === 'console' ? 'console' : 'API') },
          {
            id: 'result',
            header: 'Result',
            cell: (event) => <span className={event.result === 'Success' ? 'good' : 'bad'}>{event.result}</span>,
          },
          { id: 'detail', header: 'Details', cell: (event) => <Detail event={event} /> },
        ]}
      />
    </SpaceBetween>
  );
}
