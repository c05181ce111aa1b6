import { Area } from '../Area';
import { addSloImport } from './sloImport';
import { addSloLint } from './sloLint';
import { addSloRules } from './sloRules';
import { addSloTerraform } from './sloTerraform';

/** `countersign slo`. */
export const serviceLevels: Area = {
  commands: {
    does: 'check service level objectives',
    add(program, finish) {
      const slo = program
        .command('slo')
        .description('Look at service level objectives in OpenSLO files');
      addSloLint(slo, finish);
      addSloRules(slo, finish);
      addSloTerraform(slo, finish);
      addSloImport(slo, finish);
    },
    example: `Definitions, before they are merged:
  $ countersign slo lint catalog-info/slo/*.yaml`,
  },
};
