import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';

/** Text to copy. */
export function Snippet({ text, name }: { text: string; name: string }) {
  return (
    <div>
      <pre className="snippet" tabIndex={0} aria-label={name}>
        {text}
      </pre>
      <CopyToClipboard
        variant="inline"
        copyButtonAriaLabel={`Copy ${name}`}
        copySuccessText="Copied"
        copyErrorText="Can’t be copied"
        textToCopy={text}
        textToDisplay={`Copy ${name}`}
      />
    </div>
  );
}
