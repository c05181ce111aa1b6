export { FieldProblem } from './FieldProblem';
