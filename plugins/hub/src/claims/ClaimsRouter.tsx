import { Container } from '@backstage/ui';
import { Route, Routes, useParams } from 'react-router-dom';
import { ClaimsPage } from './ClaimsPage';
import { ClaimView } from './ClaimView';

const ClaimPage = () => {
  const { namespace = '', kind = '', name = '' } = useParams();
  return (
    <Container pt="2" pb="6">
      <ClaimView of={{ namespace, kind, name }} />
    </Container>
  );
};

/** The tab “Claims” and, below it, one claim. */
export const ClaimsRouter = () => (
  <Routes>
    <Route path="/" element={<ClaimsPage />} />
    <Route path="/:namespace/:kind/:name" element={<ClaimPage />} />
  </Routes>
);
