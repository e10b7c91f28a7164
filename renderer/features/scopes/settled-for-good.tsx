import styles from './keyset-form.module.css';

/** What a save or a create decides once and for all; nothing where it decides nothing of the kind. */
export function SettledForGood({ sentences }: { sentences: readonly string[] }) {
  return sentences.length === 0 ? null : (
    <>
      <h2>What cannot be undone</h2>
      <Sentences sentences={sentences} />
    </>
  );
}

export function Sentences({ sentences }: { sentences: readonly string[] }) {
  return (
    <ul className={styles['effects']}>
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
