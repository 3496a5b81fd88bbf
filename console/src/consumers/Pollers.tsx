import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Poller } from '../api/kinesis';
import { count } from '../figures/format';
import { Empty } from '../figures/Loading';
import { Ago, awsTime } from '../figures/Time';
import { Lag, worst } from './Lag';
import { ShardRows } from './ShardRows';

/** The first words of a User-Agent: the library and its version. */
function library(userAgent: string): string {
  return userAgent === '' ? 'unknown program' : userAgent.split(' ').slice(0, 2).join(' ');
}

/** Programs that called GetRecords lately, told apart by key, program and address. */
export function Pollers({ pollers }: { pollers: Poller[] }) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={`(${pollers.length})`}
          description="Seen within the last hour. They share 2 MB/s and 5 calls/s of each shard where limits are on."
        >
          Pollers
        </Header>
      }
    >
      {pollers.length === 0 ? <Empty title="Nobody polled within the last hour" /> : null}
      <SpaceBetween size="m">
        {pollers.map((poller) => {
          const name = `${poller.AccessKeyId} from ${poller.SourceAddress}`;
          return (
            <section key={`${name} ${poller.UserAgent}`} aria-label={name}>
              <SpaceBetween direction="horizontal" size="s" alignItems="center">
                <strong className="mono">{poller.AccessKeyId}</strong>
                <span title={poller.UserAgent}>{library(poller.UserAgent)}</span>
                <span className="quiet">from {poller.SourceAddress}</span>
                <Lag {...worst(poller.Shards)} />
                <span>
                  seen <Ago at={awsTime(poller.LastSeenTimestamp)} />
                </span>
                <span>{count(poller.CallCount)} calls</span>
                <span className={poller.ThrottledCalls > 0 ? 'warn' : 'quiet'}>
                  {count(poller.ThrottledCalls)} throttled
                </span>
              </SpaceBetween>
              <ShardRows
                reader={name}
                shards={poller.Shards}
                more={[
                  { title: 'Seen', cell: (shard) => <Ago at={awsTime(shard.LastSeenTimestamp)} /> },
                  { title: 'Throttled', cell: (shard) => count(shard.ThrottledCalls) },
                ]}
              />
            </section>
          );
        })}
      </SpaceBetween>
    </Container>
  );
}
