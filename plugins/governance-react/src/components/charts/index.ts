export { ChartFrame } from './ChartFrame';
export type { ChartTable } from './ChartFrame';
export { chartLooks } from './chartLooks';
export { Hatch } from './Hatch';
