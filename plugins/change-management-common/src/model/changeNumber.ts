import { recordNumber } from '@countersign/plugin-governance-common';

/** `CHG0000001`. */
export const changeNumber = recordNumber('CHG', 'change');

export const changeNumberSchema = changeNumber.schema;
