import { Text } from '@backstage/ui';
import {
  FigureDefinition,
  Meaning,
  SmallSample,
} from '@countersign/plugin-governance-react';
import { ReactNode } from 'react';
import styles from './MetricsPage.module.css';

/** One figure: how much it is, what it rests on, and what it means. */
export function FigureCard(props: {
  id: string;
  title: string;
  value: string;
  /** On how many records it rests. */
  n: number;
  definitions: readonly FigureDefinition[];
  /** What it rests on, in words. */
  children?: ReactNode;
}) {
  const { id, title, value, n, definitions, children } = props;
  return (
    <section className={styles.figure} aria-label={title}>
      <Text as="h3" color="secondary" weight="bold">
        {title}
      </Text>
      <span className={styles.value}>{value}</span>
      {children}
      <SmallSample n={n} />
      <Meaning definitions={definitions} id={id} />
    </section>
  );
}

/** Figures that belong together, under a name. */
export function FigureSection(props: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={props.title}>
      <Text as="h2" variant="title-x-small" weight="bold">
        {props.title}
      </Text>
      {props.children}
    </section>
  );
}
