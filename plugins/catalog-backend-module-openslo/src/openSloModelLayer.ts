import { createCatalogModelLayer } from '@backstage/catalog-model/alpha';
import {
  ANNOTATION_COMPONENT,
  ANNOTATION_DEFINITION_FILE,
  ANNOTATION_DEFINITION_LINE,
  ANNOTATION_DEFINITION_TEXT,
  RELATION_HAS_SLO,
  RELATION_SLO_OF,
  SloKind,
  sloKinds,
} from '@countersign/plugin-service-levels-common';

const descriptions: Record<SloKind, string> = {
  SLO: 'What a service promises, over which time.',
  SLI: 'How it is measured whether a promise is kept.',
  DataSource: 'Where measurements come from.',
  AlertPolicy: 'When somebody is told that a promise is in danger.',
  AlertCondition: 'How fast a budget has to be spent before somebody is told.',
  AlertNotificationTarget: 'Whom an alert reaches.',
  Service: 'What promises are made about.',
};

/**
 * The kinds of OpenSLO. Their schemas say nothing of what is in `spec`: that is checked where the value, the file and the line
 * can be told, and a definition that is wrong is shown and not kept out.
 */
export const openSloModelLayer = createCatalogModelLayer({
  layerId: 'countersign.dev/openslo',
  builder: model => {
    for (const kind of sloKinds) {
      const singular = kind.toLowerCase();
      model.addKind({
        group: 'openslo',
        names: {
          kind,
          singular,
          plural: singular.replace(/y$/, 'ie').concat('s'),
        },
        description: descriptions[kind],
        versions: [
          {
            name: 'v1',
            schema: {
              jsonSchema: {
                type: 'object',
                properties: { spec: { type: 'object' } },
              },
            },
          },
        ],
      });
    }
    model.addRelationPair({
      fromKind: 'SLO',
      toKind: 'Component',
      description: 'An SLO is a promise of a component.',
      forward: { type: RELATION_SLO_OF, title: 'SLO of' },
      reverse: { type: RELATION_HAS_SLO, title: 'Has SLO' },
    });
    model.addAnnotation({
      name: ANNOTATION_COMPONENT,
      title: 'Component of an SLO',
      description:
        'On an SLO or on the Service it names: the component that makes the promise, as an entity reference. Without it the component that is called as the service.',
    });
    model.addAnnotation({
      name: ANNOTATION_DEFINITION_TEXT,
      title: 'Definition as written',
      description: 'The text of an OpenSLO definition. Written by the catalog.',
    });
    model.addAnnotation({
      name: ANNOTATION_DEFINITION_FILE,
      title: 'File of the definition',
      description:
        'Where an OpenSLO definition stands. Written by the catalog.',
    });
    model.addAnnotation({
      name: ANNOTATION_DEFINITION_LINE,
      title: 'Line of the definition',
      description:
        'The line on which an OpenSLO definition begins. Written by the catalog.',
    });
  },
});
