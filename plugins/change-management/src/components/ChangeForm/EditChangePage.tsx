import { Container } from '@backstage/ui';

export function EditChangePage() {
  return <Container />;
}
