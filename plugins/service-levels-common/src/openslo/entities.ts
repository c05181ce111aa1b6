/** The text of a definition, as it stands in its file: what the catalog keeps of it besides its parts. */
export const ANNOTATION_DEFINITION_TEXT = 'countersign.dev/openslo-text';
/** The file it stands in. */
export const ANNOTATION_DEFINITION_FILE = 'countersign.dev/openslo-file';
/** The line of the file it begins on. */
export const ANNOTATION_DEFINITION_LINE = 'countersign.dev/openslo-line';

/** On an SLO, or on the Service it names: the component that makes the promise, as an entity reference. */
export const ANNOTATION_COMPONENT = 'countersign.dev/component';

/** An SLO is one of a component. */
export const RELATION_SLO_OF = 'sloOf';
export const RELATION_HAS_SLO = 'hasSlo';
