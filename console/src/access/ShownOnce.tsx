import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';

interface Props {
  title: string;
  values: { name: string; text: string }[];
  note: string;
  onClose: () => void;
}

/** What is shown this time and never again. */
export function ShownOnce({ title, values, note, onClose }: Props) {
  return (
    <Modal
      visible
      header={title}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onClose}>
            I have it
          </Button>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Alert type="warning">This is shown once. {note}</Alert>
        {values.map(({ name, text }) => (
          <div key={name}>
            <Box variant="awsui-key-label">{name}</Box>
            <div data-testid="shown-once">
              <CopyToClipboard
                variant="inline"
                copyButtonAriaLabel={`Copy: ${name}`}
                copySuccessText="Copied"
                copyErrorText="Can’t be copied"
                textToCopy={text}
                textToDisplay={text}
              />
            </div>
          </div>
        ))}
      </SpaceBetween>
    </Modal>
  );
}
