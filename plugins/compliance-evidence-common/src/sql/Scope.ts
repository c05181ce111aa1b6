import { SqlType } from './types';

/** A column of a relation or of a result. */
export interface ShapeColumn {
  name: string;
  type: SqlType;
}

/** What a table, a subquery or a result looks like. */
export interface Shape {
  columns: readonly ShapeColumn[];
  /** Columns that tell its rows apart; all of them where it is absent. */
  key?: readonly string[];
}

/** A relation under its name in FROM. */
export interface Relation extends Shape {
  alias: string;
}

/** A column that was found. */
export interface FoundColumn {
  relation: Relation;
  column: ShapeColumn;
}

/** The names that an expression may use. */
export class Scope {
  readonly relations: Relation[] = [];
  readonly #outer?: Scope;
  readonly #tables: ReadonlyMap<string, Shape>;

  constructor(tables: ReadonlyMap<string, Shape>, outer?: Scope) {
    this.#tables = tables;
    this.#outer = outer;
  }

  /** Staged tables and common table expressions. */
  get tables(): ReadonlyMap<string, Shape> {
    return this.#tables;
  }

  /** Finds `column` or `alias.column`, in this query before those around it. */
  find(path: readonly string[]): FoundColumn | undefined {
    const name = path[path.length - 1];
    const alias = path.length > 1 ? path[path.length - 2] : undefined;
    for (const relation of this.relations) {
      if (alias !== undefined && relation.alias !== alias) continue;
      const column = relation.columns.find(each => each.name === name);
      if (column) return { relation, column };
    }
    return this.#outer?.find(path);
  }

  /** What might have been meant. */
  known(): string[] {
    return [
      ...this.relations.flatMap(({ columns }) =>
        columns.map(({ name }) => name),
      ),
      ...(this.#outer?.known() ?? []),
    ];
  }
}
