import { ReactNode } from 'react';
import styles from './figures.module.css';

/** A line of a {@link FigureTable}. */
export interface FigureRow {
  id: string;
  name: ReactNode;
  /** One for each column after the first. */
  cells: ReactNode[];
}

/** Figures of one thing a line. On a phone a line is a block, each figure under the name of its column. */
export function FigureTable(props: {
  label: string;
  columns: readonly string[];
  rows: readonly FigureRow[];
}) {
  const { label, columns, rows } = props;
  return (
    <table className={`${styles.table} ${styles.slices}`} aria-label={label}>
      <thead>
        <tr>
          {columns.map(column => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, cells }) => (
          <tr key={id}>
            <th scope="row">{name}</th>
            {cells.map((cell, i) => (
              <td key={columns[i + 1]} data-label={columns[i + 1]}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A figure in a table, with what it rests on below it. */
export function FigureCell(props: {
  value: ReactNode;
  detail?: ReactNode;
  children?: ReactNode;
}) {
  const { value, detail, children } = props;
  return (
    <div className={styles.cell}>
      <span>{value}</span>
      {detail !== undefined && <span className={styles.detail}>{detail}</span>}
      {children}
    </div>
  );
}

/** What figures are narrowed by, in a row. */
export function FigureFilters(props: { children: ReactNode }) {
  return (
    <div className={styles.filters} role="search">
      {props.children}
    </div>
  );
}
