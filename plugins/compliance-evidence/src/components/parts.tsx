import { ReactNode } from 'react';
import styles from './Evidence.module.css';

export {
  Code,
  DownloadButton,
  Facts,
} from '@countersign/plugin-governance-react';

/** The roles that elements of a table have by themselves: a browser may take them from what CSS makes a block. */
export const tableRoles = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  columnHeader: { role: 'columnheader' },
  rowHeader: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const;

/** A table that may be wider than the page: it scrolls, by keyboard too (WCAG 2.1.1). */
export function WideTable(props: {
  label: string;
  /** It scrolls downwards, too, and its header stays in sight. */
  isTall?: boolean;
  /**
   * On a phone a row becomes a block, each cell under the name in its `data-label`: nothing is a word wide or out of sight.
   * What is in it has its role of `tableRoles`.
   */
  isStacked?: boolean;
  children: ReactNode;
}) {
  const { label, isTall, isStacked, children } = props;
  return (
    <div
      className={isTall ? styles.tall : styles.scroll}
      aria-label={label}
      role="group"
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table
        className={`${styles.table} ${isStacked ? styles.stacked : ''}`}
        aria-label={label}
        {...(isStacked && tableRoles.table)}
      >
        {children}
      </table>
    </div>
  );
}

/** Under which name the pack of a run is saved. */
export const packName = (number: string) => `${number}.zip`;

const units = ['B', 'kB', 'MB', 'GB'] as const;

/** A size as people read it: `1.2 MB`. */
export function sizeText(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  const text = unit === 0 || size >= 100 ? size.toFixed(0) : size.toFixed(1);
  return `${text} ${units[unit]}`;
}

/** A count with its thousands apart. */
export const countText = (count: number) => count.toLocaleString('en-GB');

/** A count for a text that differs for one: which it is, and as people read it. */
export const counted = (count: number) => ({ count, n: countText(count) });

/** Lines of a text field as a list, without blanks and empty ones. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean);
}

/** The parameters of a run in one line. */
export function parametersText(
  parameters: Readonly<Record<string, string | readonly string[]>>,
): string {
  return Object.entries(parameters)
    .map(([name, value]) => {
      const text = typeof value === 'string' ? value : value.join(', ');
      return `${name} ${text || '*'}`;
    })
    .join(' · ');
}
