export { AreaPage } from './AreaPage';
export type { AreaTab } from './AreaPage';
export { PageTitle } from './PageTitle';
export { focusPlace, useKeptFocus } from './useKeptFocus';
