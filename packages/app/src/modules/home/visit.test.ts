import { entityOfPath, nameOfVisit } from './visit';

describe('nameOfVisit', () => {
  it.each([
    [
      'CHG0000067 · Raise the storage limit · Countersign',
      'CHG0000067 · Raise the storage limit',
    ],
    [
      'Payments gateway | Overview | Countersign',
      'Payments gateway · Overview',
    ],
    ['(3) Changes · Countersign', 'Changes'],
    ['Countersign', ''],
  ])('calls "%s" "%s"', (title, name) => {
    expect(nameOfVisit(title, 'Countersign')).toBe(name);
  });
});

describe('entityOfPath', () => {
  it('knows the page of an entity and its tabs, and no other page', () => {
    const ref = 'component:default/payments-gateway';
    const path = '/catalog/default/component/payments-gateway';
    expect(entityOfPath(path)).toBe(ref);
    expect(entityOfPath(`${path}/changes`)).toBe(ref);
    expect(entityOfPath('/catalog')).toBeUndefined();
    expect(entityOfPath('/changes/CHG0000067')).toBeUndefined();
  });
});
