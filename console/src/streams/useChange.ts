import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { StreamSummary } from '../api/kinesis';
import { notify, notifyFailure } from '../shell/notices';
import { describe } from './useStream';

/** Somebody else changed what this form was about to change. */
export class ChangedMeanwhile extends Error {}

interface Change<T> {
  /** The value that the form began with. */
  before: T;
  /** The same value of the stream as it is now. */
  read: (stream: StreamSummary) => T;
  name: (value: T) => string;
  apply: () => Promise<void>;
}

/**
 * Changes one thing of a stream, unless somebody else changed the same thing since the form was opened: then nothing is sent,
 * and the user sees both values. The API has no versions, so a change in the very moment of sending is not noticed.
 */
export function useChange<T>(stream: string, done: string, failed: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (change: Change<T>) => {
      const now = change.read(await describe(stream));
      if (JSON.stringify(now) !== JSON.stringify(change.before))
        throw new ChangedMeanwhile(
          `It was changed meanwhile, from ${change.name(change.before)} to ${change.name(now)}. Look again, then change it if you still want to.`,
        );
      await change.apply();
    },
    onSuccess: () => notify({ type: 'success', content: done }),
    onError: (error) => notifyFailure(failed, error),
    onSettled: () => void queries.invalidateQueries(),
  });
}
