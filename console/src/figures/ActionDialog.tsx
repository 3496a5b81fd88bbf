import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Problem } from './Problem';

interface Props<T> {
  title: string;
  /** The word on the button that does it. */
  action: string;
  run: () => Promise<T>;
  /** Called once it is done; the dialog is closed by whoever shows it. */
  onDone: (result: T) => void;
  ready?: boolean;
  size?: 'medium' | 'large';
  onClose: () => void;
  children: ReactNode;
}

/** Asks, does one thing, and has everything read again. If it fails the dialog stays and says why. */
export function ActionDialog<T>({
  title,
  action,
  run,
  onDone,
  ready = true,
  size = 'medium',
  onClose,
  children,
}: Props<T>) {
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: run,
    onSuccess: onDone,
    onSettled: () => void queries.invalidateQueries(),
  });
  return (
    <Modal
      visible
      size={size}
      header={title}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" disabled={!ready} loading={change.isPending} onClick={() => change.mutate()}>
              {action}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Problem error={change.error} what="That failed" />
        {children}
      </SpaceBetween>
    </Modal>
  );
}
