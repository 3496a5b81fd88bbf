import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { ApiError } from '../api/client';

interface Props {
  error: unknown;
  /** What could not be done: "The streams can't be listed". */
  what: string;
  retry?: () => void;
}

/** A failure in words: what could not be done, what the service says, and the request's id for those who search the log. */
export function Problem({ error, what, retry }: Props) {
  if (!error) return null;
  const api = error instanceof ApiError ? error : undefined;
  const text = error instanceof Error ? error.message : String(error);
  return (
    <Alert
      type={api && !api.passing ? 'warning' : 'error'}
      header={what}
      action={retry ? <Button onClick={retry}>Try again</Button> : undefined}
    >
      {api ? <code>{api.code}</code> : null} {text}
      {api?.requestId ? <div className="quiet">Request {api.requestId}</div> : null}
    </Alert>
  );
}
