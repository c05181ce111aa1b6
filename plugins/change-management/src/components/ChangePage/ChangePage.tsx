import { Container } from '@backstage/ui';

export function ChangePage() {
  return <Container />;
}
