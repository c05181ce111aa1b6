import { ReactNode } from 'react';
import { Digest } from '../references';
import { Panel } from '../Panel';
import styles from './PolicyList.module.css';

/** A policy as it is shown: what it is called, and what of it is told by which word. */
export interface ShownPolicy {
  name: string;
  description?: string;
  facts: readonly { term: string; value: ReactNode }[];
}

/** The policies in force, in order, with the digest by which all that was judged by them names them. */
export function PolicyList(props: {
  title: string;
  /** What the list is called. */
  label: string;
  /** How they are applied. */
  lead: string;
  digest: { label: string; value: string; since?: ReactNode };
  policies: readonly ShownPolicy[];
  /** What is beside the list. */
  children?: ReactNode;
}) {
  const { title, label, lead, digest, policies, children } = props;
  return (
    <Panel
      title={title}
      aside={
        <span className={styles.quiet}>
          {digest.label} <Digest value={digest.value} />
          {digest.since && <> {digest.since}</>}
        </span>
      }
    >
      <p className={styles.quiet}>{lead}</p>
      <ol className={styles.policies} aria-label={label}>
        {policies.map(({ name, description, facts }) => (
          <li key={name}>
            <strong>{name}</strong>
            {description && <p>{description}</p>}
            <dl className={styles.facts}>
              {facts.flatMap(({ term, value }) => [
                <dt key={term}>{term}</dt>,
                <dd key={`${term} is`}>{value}</dd>,
              ])}
            </dl>
          </li>
        ))}
      </ol>
      {children}
    </Panel>
  );
}
