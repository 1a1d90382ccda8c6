import { Container } from '@backstage/ui';
import { Route, Routes, useParams } from 'react-router-dom';
import { NodesPage } from './NodesPage';
import { NodeView } from './NodeView';

const NodePage = () => {
  const { cluster = '', node = '' } = useParams();
  return (
    <Container pt="2" pb="6">
      <NodeView cluster={cluster} node={node} />
    </Container>
  );
};

/** The tab “Nodes” and, below it, one node. */
export const NodesRouter = () => (
  <Routes>
    <Route path="/" element={<NodesPage />} />
    <Route path="/:cluster/:node" element={<NodePage />} />
  </Routes>
);
