import Box from '@cloudscape-design/components/box';
import Modal from '@cloudscape-design/components/modal';
import { SHORTCUTS } from './keyboard';

export default function HelpDialog({ onClose }: { onClose: () => void }) {
  return (
    <Modal visible header="Keyboard" onDismiss={onClose} closeAriaLabel="Close">
      <table className="plain-table">
        <caption className="unseen">Keys and what they do</caption>
        <thead>
          <tr>
            <th scope="col">Keys</th>
            <th scope="col">What they do</th>
          </tr>
        </thead>
        <tbody>
          {SHORTCUTS.map((shortcut) => (
            <tr key={shortcut.keys}>
              <td>
                <kbd>{shortcut.keys}</kbd>
              </td>
              <td>{shortcut.does}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Box color="text-body-secondary" margin={{ top: 's' }}>
        Keys work while you don’t type in a field.
      </Box>
    </Modal>
  );
}
