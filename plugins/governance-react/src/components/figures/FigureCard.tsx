import { Text } from '@backstage/ui';
import { ReactNode } from 'react';
import styles from './figures.module.css';
import { FigureDefinition, Meaning } from './Meaning';
import { SmallSample } from './SmallSample';

/** One figure: how much it is, what it rests on, and what it means. */
export function FigureCard(props: {
  id: string;
  title: string;
  value: string;
  /** On how many records it rests. */
  n: number;
  definitions: readonly FigureDefinition[];
  /** Where the card stands in no section of its own, `h2`. */
  heading?: 'h2' | 'h3';
  /** What it rests on, in words. */
  children?: ReactNode;
}) {
  const { id, title, value, n, definitions, heading = 'h3', children } = props;
  return (
    <section className={styles.figure} aria-label={title}>
      <Text as={heading} color="secondary" weight="bold">
        {title}
      </Text>
      <span className={styles.value}>{value}</span>
      {children}
      <SmallSample n={n} />
      <Meaning definitions={definitions} id={id} />
    </section>
  );
}

/** Cards of figures, as many beside each other as fit. */
export function FigureGrid(props: { children: ReactNode }) {
  return <div className={styles.figures}>{props.children}</div>;
}

/** Figures that belong together, under a name. */
export function FigureSection(props: {
  title: string;
  /** Read out as, where it is not the title. */
  label?: string;
  /** Beside the title. */
  action?: ReactNode;
  children: ReactNode;
}) {
  const { title, label = title, action, children } = props;
  return (
    <section className={styles.section} aria-label={label}>
      <div className={styles.head}>
        <Text as="h2" variant="title-x-small" weight="bold">
          {title}
        </Text>
        {action}
      </div>
      {children}
    </section>
  );
}
