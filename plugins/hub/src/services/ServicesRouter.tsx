import { Container } from '@backstage/ui';
import { Route, Routes, useParams } from 'react-router-dom';
import { ServicesPage } from './ServicesPage';
import { ServiceView } from './ServiceView';

const ServicePage = () => (
  <Container pt="2" pb="6">
    <ServiceView name={useParams().name ?? ''} />
  </Container>
);

/** The tab “Services” and, below it, one service. */
export const ServicesRouter = () => (
  <Routes>
    <Route path="/" element={<ServicesPage />} />
    <Route path="/:name" element={<ServicePage />} />
  </Routes>
);
