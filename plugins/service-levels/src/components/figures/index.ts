export { failureAllowed, leftOf } from './budget';
export { BudgetBar } from './BudgetBar';
export { BudgetLeft, BudgetWords } from './BudgetLeft';
export { BurnNow } from './BurnNow';
export { ExhaustedIn } from './ExhaustedIn';
export * from './figureText';
export { PromiseText } from './PromiseText';
export { Sparkline } from './Sparkline';
export { timeAxis, timeChart, timeTooltip } from './timeAxis';
