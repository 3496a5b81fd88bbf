import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { clockSkew } from '../api/client';
import { Time } from '../figures/Time';
import { duration } from '../figures/format';
import { useHealth } from './health';

const SKEW_TOLD_MILLIS = 30_000;

/** Says what is down and how old the page is, as long as it lasts. */
export function Outages() {
  const health = useHealth();
  const down = health.data?.services.filter((service) => service.status === 'DOWN') ?? [];
  const skew = clockSkew();
  return (
    <SpaceBetween size="xs">
      {health.isError ? (
        <Alert type="error" header="Millrace can’t be reached">
          {health.dataUpdatedAt ? (
            <>
              What you see is from <Time at={health.dataUpdatedAt} />.{' '}
            </>
          ) : null}
          The page goes on by itself once it answers.
        </Alert>
      ) : null}
      {down.map((service) => (
        <Alert key={service.name} type="error" header={`${service.name} is down`}>
          {service.detail ? `${service.detail} ` : ''}What was read before stays; the page goes on by itself.
        </Alert>
      ))}
      {Math.abs(skew) > SKEW_TOLD_MILLIS ? (
        <Alert type="info">
          This computer’s clock is {duration(Math.abs(skew))} {skew > 0 ? 'behind' : 'ahead of'} the server’s. Ages are
          told by the server’s clock.
        </Alert>
      ) : null}
    </SpaceBetween>
  );
}
