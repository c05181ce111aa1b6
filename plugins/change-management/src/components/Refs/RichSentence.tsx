import { EntityLink, ShortTime } from '@countersign/plugin-governance-react';
import { ChangeNumber } from '../ChangeNumber';
import styles from './RichSentence.module.css';

/**
 * Entity refs of the catalog's usual kinds, numbers of changes, and instants, which the server can only write in UTC
 * ("2026-11-24 21:00 UTC" or ISO 8601).
 */
const reference =
  /(\b(?:component|resource|api|system|domain|group|user):[\w.-]+\/[\w.-]*\w|\bCHG\d{7,}\b|\b\d{4}-\d\d-\d\d(?: \d\d:\d\d UTC|T\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z))/gi;

/** What must not be parted from a reference at the end of a line: a bracket before it, punctuation after it. */
const opening = /[(“"]+$/;
const closing = /^[).,:;”"?!]+/;

/** A piece of text without the punctuation of a reference before it. */
const afterReference = (text: string, at: number) =>
  at > 0 ? text.replace(closing, '') : text;

/** A sentence of the server, in which entity refs and change numbers are links and times are in the reader's own zone. */
export function RichSentence(props: { text: string }) {
  const parts = props.text.split(reference);
  return (
    <>
      {parts.map((part, i) => {
        if (i % 2 === 0) return withoutEdges(part, i, parts.length);
        const before = opening.exec(afterReference(parts[i - 1], i - 1))?.[0];
        const after = closing.exec(parts[i + 1])?.[0];
        return before || after ? (
          <span key={i} className={styles.together}>
            {before}
            <Reference text={part} />
            {after}
          </span>
        ) : (
          <Reference key={i} text={part} />
        );
      })}
    </>
  );
}

/** A piece of text without what stands with the references around it. */
function withoutEdges(text: string, at: number, all: number): string {
  const inner = afterReference(text, at);
  return at < all - 1 ? inner.replace(opening, '') : inner;
}

function Reference(props: { text: string }) {
  const { text } = props;
  if (/^CHG/.test(text)) return <ChangeNumber number={text} hideCopy />;
  return /^\d/.test(text) ? (
    <ShortTime instant={text.replace(/^(\S+) (\S+) UTC$/, '$1T$2Z')} />
  ) : (
    <EntityLink entityRef={text} hideIcon />
  );
}
