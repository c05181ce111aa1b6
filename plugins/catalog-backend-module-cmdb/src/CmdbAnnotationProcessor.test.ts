import { CmdbAnnotationProcessor } from './CmdbAnnotationProcessor';

const component = (annotations?: Record<string, string>) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'api', annotations },
});

describe('CmdbAnnotationProcessor', () => {
  const processor = new CmdbAnnotationProcessor();

  it('lets entities through unchanged when their annotations can be read', async () => {
    const entity = component({
      'countersign.dev/criticality': 'tier-2',
      'example.com/other': 'anything',
    });
    await expect(processor.postProcessEntity(entity)).resolves.toBe(entity);
    await expect(processor.postProcessEntity(component())).resolves.toEqual(
      component(),
    );
  });

  it('names every annotation that cannot be read, its value and what is allowed', async () => {
    await expect(
      processor.postProcessEntity(
        component({
          'countersign.dev/criticality': 'high',
          'countersign.dev/stateful': 'yes',
        }),
      ),
    ).rejects.toThrow(
      'Annotation countersign.dev/criticality is "high": must be one of tier-1, tier-2, tier-3, tier-4. ' +
        'Annotation countersign.dev/stateful is "yes": must be "true" or "false"',
    );
  });
});
