import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { listTags, operation, type Tag } from '../api/kinesis';
import { Loading } from '../figures/Loading';
import { Problem } from '../figures/Problem';
import { notify, notifyFailure } from '../shell/notices';
import { useMay } from '../shell/session';
import { TagEditor, type TagRow } from './TagEditor';
import { ChangedMeanwhile } from './useChange';

function text(tags: Tag[]): string {
  return tags.map((tag) => `${tag.Key}=${tag.Value}`).join(', ') || 'none';
}

export function TagSettings({ name }: { name: string }) {
  const tags = useQuery({ queryKey: ['tags', name], queryFn: ({ signal }) => listTags(name, signal) });
  return (
    <>
      <Problem error={tags.error} what="The tags can’t be read" retry={() => void tags.refetch()} />
      {tags.data ? <TagForm key={text(tags.data)} name={name} tags={tags.data} /> : <Loading what="the tags" />}
    </>
  );
}

function TagForm({ name, tags }: { name: string; tags: Tag[] }) {
  const may = useMay('operator');
  const queries = useQueryClient();
  const [rows, setRows] = useState<TagRow[]>(() => tags.map((tag) => ({ key: tag.Key, value: tag.Value })));
  const changed = rows.filter((row) => tags.find((tag) => tag.Key === row.key)?.Value !== row.value);
  const removed = tags.filter((tag) => !rows.some((row) => row.key === tag.Key)).map((tag) => tag.Key);
  const bad = rows.some((row) => row.key === '') || new Set(rows.map((row) => row.key)).size < rows.length;

  const save = useMutation({
    mutationFn: async () => {
      const now = await listTags(name);
      if (text(now) !== text(tags)) throw new ChangedMeanwhile(`They were changed meanwhile, to: ${text(now)}.`);
      if (changed.length > 0)
        await operation('AddTagsToStream', {
          StreamName: name,
          Tags: Object.fromEntries(changed.map((row) => [row.key, row.value])),
        });
      if (removed.length > 0) await operation('RemoveTagsFromStream', { StreamName: name, TagKeys: removed });
    },
    onSuccess: () => notify({ type: 'success', content: 'The tags are changed.' }),
    onError: (error) => notifyFailure('The tags can’t be changed', error),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['tags', name] }),
  });

  return (
    <Container header={<Header variant="h2">Tags</Header>}>
      <SpaceBetween size="m">
        <TagEditor rows={rows} onChange={setRows} disabled={may.disabled} />
        <Button
          onClick={() => save.mutate()}
          loading={save.isPending}
          disabled={may.disabled || bad || (changed.length === 0 && removed.length === 0)}
          disabledReason={may.disabledReason}
        >
          Change the tags
        </Button>
      </SpaceBetween>
    </Container>
  );
}
