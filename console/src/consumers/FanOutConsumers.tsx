import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import type { ConsumerReading } from '../api/kinesis';
import { bytes, count } from '../figures/format';
import { Empty } from '../figures/Loading';
import { Ago, awsTime } from '../figures/Time';
import { useMay } from '../shell/session';
import { DeregisterDialog, RegisterDialog } from './ConsumerDialogs';
import { Lag, worst } from './Lag';
import { ShardRows } from './ShardRows';

/** Registered consumers with enhanced fan-out, and what each is subscribed to. */
export function FanOutConsumers({ stream, consumers }: { stream: string; consumers: ConsumerReading[] }) {
  const may = useMay('operator');
  const [registering, setRegistering] = useState(false);
  const [removing, setRemoving] = useState<ConsumerReading | null>(null);
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={`(${consumers.length})`}
          description="Each has its own 2 MB/s of every shard, pushed over HTTP/2."
          actions={
            <Button onClick={() => setRegistering(true)} disabled={may.disabled} disabledReason={may.disabledReason}>
              Register a consumer
            </Button>
          }
        >
          Enhanced fan-out
        </Header>
      }
    >
      {consumers.length === 0 ? (
        <Empty title="No consumer is registered">A program that polls with GetRecords needs none.</Empty>
      ) : null}
      <SpaceBetween size="m">
        {consumers.map((consumer) => {
          const lag = worst(consumer.Subscriptions);
          return (
            <section key={consumer.ConsumerARN} aria-label={consumer.ConsumerName}>
              <SpaceBetween size="xs">
                <SpaceBetween direction="horizontal" size="s" alignItems="center">
                  <strong>{consumer.ConsumerName}</strong>
                  {consumer.ConsumerStatus === 'ACTIVE' ? (
                    consumer.Subscriptions.length > 0 ? (
                      <StatusIndicator type="success">reading</StatusIndicator>
                    ) : (
                      <StatusIndicator type="stopped">not subscribed</StatusIndicator>
                    )
                  ) : (
                    <StatusIndicator type="in-progress">{consumer.ConsumerStatus.toLowerCase()}</StatusIndicator>
                  )}
                  {consumer.Subscriptions.length > 0 ? <Lag {...lag} /> : null}
                  <span className="quiet">
                    registered <Ago at={awsTime(consumer.ConsumerCreationTimestamp)} />
                  </span>
                  <Button
                    variant="inline-link"
                    ariaLabel={`Deregister ${consumer.ConsumerName}`}
                    onClick={() => setRemoving(consumer)}
                    disabled={may.disabled}
                    disabledReason={may.disabledReason}
                  >
                    Deregister
                  </Button>
                </SpaceBetween>
                {consumer.Subscriptions.length > 0 ? (
                  <ShardRows
                    reader={consumer.ConsumerName}
                    shards={consumer.Subscriptions}
                    more={[
                      { title: 'Subscribed', cell: (shard) => <Ago at={awsTime(shard.SubscribedTimestamp)} /> },
                      {
                        title: 'Sent',
                        cell: (shard) => `${count(shard.SentRecords)} records, ${bytes(shard.SentBytes)}`,
                      },
                    ]}
                  />
                ) : null}
              </SpaceBetween>
            </section>
          );
        })}
      </SpaceBetween>
      {registering ? <RegisterDialog stream={stream} onClose={() => setRegistering(false)} /> : null}
      {removing ? <DeregisterDialog consumer={removing} onClose={() => setRemoving(null)} /> : null}
    </Container>
  );
}
