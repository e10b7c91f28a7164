import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './scope-editor.module.css';

export interface RawDocumentProps {
  text: string;
  description: string;
  /** Why it cannot be read, in words; empty when it can. */
  problems: readonly string[];
  onChange: (text: string) => void;
}

/** The scope as JSON beside its form; each follows the other. */
export function RawDocument({ text, description, problems, onChange }: RawDocumentProps) {
  const lineCount = text.split('\n').length;
  return (
    <div className={styles['document']}>
      <TextField
        label="Document"
        labelNote="(JSON)"
        value={text}
        onChange={onChange}
        description={description}
        error={problems.length === 0 ? undefined : problems.join(' ')}
        isMonospace
        isMultiline
        rows={Math.min(24, Math.max(6, lineCount + 1))}
      />
    </div>
  );
}

/** While the document cannot be read, the form rests on what it last said. */
export function UnreadableNote({ onDiscard }: { onDiscard: () => void }) {
  return (
    <Banner
      tone="warning"
      title="The document cannot be read"
      isAnnounced
      actions={<Button onPress={onDiscard}>Drop what was typed there</Button>}
    >
      The form rests and shows what the document last said. Mend the document, or drop the text.
    </Banner>
  );
}
