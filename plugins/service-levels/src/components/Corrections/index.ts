export { CorrectionPage } from './CorrectionPage';
export { CorrectionsPanel } from './CorrectionsPanel';
