import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { screen, within } from '@testing-library/react';
import fc from 'fast-check';
import { ActorLink } from './ActorLink';
import { EntityLink } from './EntityLink';
import { EntityName } from './EntityName';

const anyRef = fc.oneof(
  fc.constantFrom('ci-pipeline', 'external:ci', 'user:', ':', '/', 'a:b/c/d'),
  fc.string({ maxLength: 200 }),
  fc.string({ maxLength: 200 }).map(name => `user:default/${name}`),
);
const mountedRoutes = { '/catalog/:namespace/:kind/:name': entityRouteRef };

describe('references', () => {
  it('show something for whatever a record holds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRef, { minLength: 30, maxLength: 30 }),
        async refs => {
          const { unmount } = renderInTestApp(
            <ul>
              {refs.map((ref, i) => (
                <li key={i}>
                  <ActorLink actor={ref} /> · <EntityLink entityRef={ref} /> ·{' '}
                  <EntityName entityRef={ref} />
                </li>
              ))}
            </ul>,
            { mountedRoutes },
          );
          expect(await screen.findAllByRole('listitem')).toHaveLength(30);
          unmount();
        },
      ),
      { numRuns: 3 },
    );
  });

  it('keep sentences in order around a name that is written from right to left', async () => {
    renderInTestApp(
      <p>
        <EntityLink entityRef="user:default/ahmad" title="أحمد المصري" />{' '}
        approved 3 of 4
      </p>,
      { mountedRoutes },
    );
    const link = await screen.findByRole('link', { name: /أحمد المصري/ });
    expect(link.closest('bdi')).not.toBeNull();
    expect(link.closest('bdi')).not.toHaveTextContent('approved');
  });

  it('link people and entities, and name services as they are called', async () => {
    renderInTestApp(
      <ul>
        <li>
          <ActorLink actor="user:default/dana" />
        </li>
        <li>
          <ActorLink actor="external:ci-pipeline" />
        </li>
        <li>
          <ActorLink actor="ci-pipeline" />
        </li>
        <li>
          <EntityLink entityRef="" />
        </li>
      </ul>,
      { mountedRoutes },
    );

    const [dana, token, bare, nobody] = await screen.findAllByRole('listitem');
    expect(within(dana).getByRole('link')).toHaveAttribute(
      'href',
      '/catalog/default/user/dana',
    );
    // A pipeline's token and the demo name it alike.
    expect(token).toHaveTextContent(/^ci-pipeline$/);
    expect(bare).toHaveTextContent(/^ci-pipeline$/);
    expect(nobody).toHaveTextContent('—');
  });
});
