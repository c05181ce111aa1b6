export { CountLink } from './CountLink';
export { FigureCard, FigureGrid, FigureSection } from './FigureCard';
export { FigureCell, FigureFilters, FigureTable } from './FigureTable';
export type { FigureRow } from './FigureTable';
export { isSmall, percent, SMALL_SAMPLE } from './figures';
export { Meaning } from './Meaning';
export type { FigureDefinition } from './Meaning';
export {
  daysOfReport,
  readReportPeriod,
  reportDays,
  writeReportPeriod,
} from './reportPeriod';
export type { ReportPeriod } from './reportPeriod';
export { ReportPeriodFilter } from './ReportPeriodFilter';
export { SmallSample } from './SmallSample';
export { weekSpan, weekStart } from './weekText';
