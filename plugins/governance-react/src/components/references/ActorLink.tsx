import { EntityRefLink } from '@backstage/plugin-catalog-react';

/** Who did it: a person or group of the catalog as a link, a service by its name. */
export function ActorLink(props: { actor: string }) {
  const { actor } = props;
  return /^(user|group):/.test(actor) ? (
    <EntityRefLink entityRef={actor} />
  ) : (
    <code>{actor.replace(/^plugin:/, '')}</code>
  );
}
