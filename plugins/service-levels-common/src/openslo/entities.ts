/** The text of a definition, as it stands in its file: what the catalog keeps of it besides its parts. */
export const ANNOTATION_DEFINITION_TEXT = 'countersign.dev/openslo-text';
/** The file it stands in. */
export const ANNOTATION_DEFINITION_FILE = 'countersign.dev/openslo-file';
/** The line of the file it begins on. */
export const ANNOTATION_DEFINITION_LINE = 'countersign.dev/openslo-line';

/** On an SLO, or on the Service it names: the component that makes the promise, as an entity reference. */
export const ANNOTATION_COMPONENT = 'countersign.dev/component';

/** On an SLO of several objectives: `weighted`, `serial` or `parallel`, for one more that they make up. */
export const ANNOTATION_COMPOSITE = 'countersign.dev/composite';
/** The target of that one, as in `0.999`; what the targets of its parts make when absent. */
export const ANNOTATION_COMPOSITE_TARGET = 'countersign.dev/composite-target';

/**
 * On an SLO: a gauge of the source it is measured by that is above zero while a fault is switched on in its service, by kind of
 * fault, as in `faults_active`. What was on is marked on what became of the budgets of the component.
 */
export const ANNOTATION_FAULTS = 'countersign.dev/faults-metric';

/**
 * On an SLO: the page that says what to do when its budget burns, as a path of the portal (`/docs/default/…`) or an address.
 * Its alerts carry it as `runbook_url`.
 */
export const ANNOTATION_RUNBOOK = 'countersign.dev/runbook';

/** An SLO is one of a component. */
export const RELATION_SLO_OF = 'sloOf';
export const RELATION_HAS_SLO = 'hasSlo';
