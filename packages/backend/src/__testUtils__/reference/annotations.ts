import { code, page, table } from './markdown';

export interface DescribedAnnotation {
  name: string;
  title?: string;
  description?: string;
}

/** The page of every annotation that the family reads. */
export function annotationsPage(
  layers: readonly {
    module: string;
    annotations: readonly DescribedAnnotation[];
  }[],
): string {
  return page(
    'Annotations',
    'What the family reads of `metadata.annotations` in the catalog. All may be left out: an item without any has the usual values, and its page says so. A value that does not fit is an error of that entity, with the value and what would be right.',
    layers.map(({ module, annotations }) => ({
      title: module,
      text: table(
        ['Annotation', 'What it says'],
        annotations.map(({ name, title, description }) => [
          code(name),
          description ?? title ?? '',
        ]),
      ),
    })),
  );
}
