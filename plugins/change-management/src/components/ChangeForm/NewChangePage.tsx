import { Container } from '@backstage/ui';

export function NewChangePage() {
  return <Container />;
}
