export { FieldProblem } from './FieldProblem';
export type { ProblemOfControl } from './FieldProblem';
