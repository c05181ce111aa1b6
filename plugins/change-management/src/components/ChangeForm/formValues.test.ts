import {
  Change,
  changeCategories,
  previewOf,
} from '@countersign/plugin-change-management-common';
import fc from 'fast-check';
import { FakeChangeManagementApi } from '../../../dev/FakeChangeManagementApi';
import { toPreviewRequest } from './formErrors';
import {
  emptyValues,
  toUpdateRequest,
  valuesOfChange,
  windowFromNow,
  withType,
} from './formValues';
import { toWallClock } from '@countersign/plugin-governance-react';

const texts = fc.constantFrom('', 'As written.', '**Markdown**');
const fields: fc.Arbitrary<Partial<Change>> = fc.record({
  type: fc.constantFrom(
    'normal' as const,
    'standard' as const,
    'emergency' as const,
  ),
  title: fc.constantFrom('Raise the limit', 'Lower it again'),
  category: fc.constantFrom(...changeCategories),
  environment: fc.constantFrom('production', 'staging'),
  window: fc.option(
    fc.nat(1000).map(hours => ({
      start: new Date(Date.UTC(2027, 0, 1, hours)).toISOString(),
      end: new Date(Date.UTC(2027, 0, 1, hours + 2)).toISOString(),
    })),
    { nil: undefined },
  ),
  implementer: fc.constantFrom(undefined, 'user:default/chiara'),
  commit: fc.constantFrom(undefined, 'a'.repeat(40)),
  template: fc.constantFrom(undefined, {
    id: 'restart',
    digest: `sha256:${'b'.repeat(64)}` as const,
  }),
  description: texts,
  justification: texts,
  implementationPlan: texts,
  testPlan: texts,
  backoutPlan: texts,
});

/** Without what says nothing. */
const said = (request: object) =>
  Object.fromEntries(
    Object.entries(request).filter(
      ([, value]) => value !== undefined && value !== '',
    ),
  );

describe('the form of a change', () => {
  it('asks about an unchanged change just what stands there', async () => {
    const { change } = await new FakeChangeManagementApi().getChange(
      'CHG0000142',
    );
    fc.assert(
      fc.property(fields, some => {
        const stands = { ...change, ...some };
        const values = valuesOfChange(stands);
        const { planAuthors, template, ...expected } = said(previewOf(stands));
        expect(said(toPreviewRequest(values, change.number))).toEqual({
          ...expected,
          // Only a standard change is made from its template.
          ...(stands.type === 'standard' &&
            template !== undefined && { template }),
        });
        expect(toUpdateRequest(values, values, 3)).toEqual({ version: 3 });
      }),
    );
  });

  it('lets an emergency begin now and last an hour, unless somebody said when', () => {
    const now = Date.parse('2026-11-24T21:03:20.000Z');
    expect(withType('emergency', emptyValues, now)).toEqual({
      type: 'emergency',
      windowStart: toWallClock('2026-11-24T21:03:00.000Z'),
      windowEnd: toWallClock('2026-11-24T22:03:00.000Z'),
    });
    expect(withType('emergency', windowFromNow(0), now)).toEqual({
      type: 'emergency',
    });
    expect(withType('normal', emptyValues, now)).toEqual({ type: 'normal' });
  });
});
