export type { ParseSql } from './ast';
export * from './lintQuery';
export * from './lintReport';
export * from './model';
export type { Shape, ShapeColumn } from './Scope';
export * from './statements';
